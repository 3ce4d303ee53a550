package io.github.qisaws.aws;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

/** Runs scripts by Systems Manager's Run Command with the document AWS-RunShellScript. */
public final class AwsServerCommands implements ServerCommands {
    /** The IAM actions that a command needs. */
    public static final Set<String> ACTIONS = Set.of("ssm:GetCommandInvocation", "ssm:SendCommand");

    private static final String DOCUMENT = "AWS-RunShellScript";
    /** A server that boots, or whose agent starts again, takes a command after a minute. */
    private static final Duration DELIVERY = Duration.ofMinutes(2);
    /** Systems Manager is eventually consistent, and reports an end some seconds after it. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    /** CI systems stop jobs that print nothing for a long time. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Set<CommandInvocationStatus> ENDED = Set.of(
            CommandInvocationStatus.SUCCESS,
            CommandInvocationStatus.FAILED,
            CommandInvocationStatus.TIMED_OUT,
            CommandInvocationStatus.CANCELLED);

    private final AwsAccess access;
    private final Clock clock;
    private final Consumer<String> say;

    /**
     * Commands in the account of the access.
     *
     * @param say receives a line when the status has changed, and after a long silence
     */
    public AwsServerCommands(AwsAccess access, Clock clock, Consumer<String> say) {
        this.access = access;
        this.clock = clock;
        this.say = say;
    }

    @Override
    public Ended run(String instance, Script script) {
        Instant end = clock.instant().plus(DELIVERY).plus(script.longest()).plus(GRACE);
        String command = send(instance, script);
        Duration pause = FIRST;
        String before = "";
        Instant lastSaid = clock.instant();
        while (true) {
            LockSupport.parkNanos(pause.toNanos());
            Optional<GetCommandInvocationResponse> found = invocation(instance, command);
            if (found.filter(one -> ENDED.contains(one.status())).isPresent()) {
                return ended(instance, script, command, found.get());
            }
            String details =
                    found.map(GetCommandInvocationResponse::statusDetails).orElse("Pending");
            if (!clock.instant().isBefore(end) || Thread.currentThread().isInterrupted()) {
                throw timedOut(instance, script, command, details);
            }
            if ((!before.isEmpty() && !details.equals(before))
                    || lastSaid.plus(SILENCE).isBefore(clock.instant())) {
                say.accept(script.name() + " on " + instance + ": " + details);
                lastSaid = clock.instant();
            }
            before = details;
            pause = pause.compareTo(BETWEEN) < 0 ? pause.multipliedBy(2) : BETWEEN;
        }
    }

    private String send(String instance, Script script) {
        String action = "ssm:SendCommand";
        Supplier<String> call = () -> with(ssm -> ssm.sendCommand(request -> request.documentName(DOCUMENT)
                        .instanceIds(instance)
                        .timeoutSeconds((int) DELIVERY.toSeconds())
                        .comment("qis-aws: " + script.name())
                        .parameters(Map.of(
                                "commands",
                                script.text().lines().toList(),
                                "executionTimeout",
                                List.of(String.valueOf(script.longest().toSeconds())))))
                .command()
                .commandId());
        try {
            return script.effect().isEmpty() ? access.call(action, call) : access.change(action, script.effect(), call);
        } catch (ProblemException e) {
            throw e.getCause() instanceof InvalidInstanceIdException refusal ? notManaged(instance, refusal) : e;
        }
    }

    private Optional<GetCommandInvocationResponse> invocation(String instance, String command) {
        return access.call("ssm:GetCommandInvocation", () -> {
            try {
                return Optional.of(with(ssm -> ssm.getCommandInvocation(
                        request -> request.commandId(command).instanceId(instance))));
            } catch (InvocationDoesNotExistException e) {
                // Run Command is eventually consistent (API ssm:GetCommandInvocation).
                return Optional.empty();
            }
        });
    }

    private static Ended ended(
            String instance, Script script, String command, GetCommandInvocationResponse invocation) {
        return switch (invocation.status()) {
            case SUCCESS, FAILED -> result(instance, script, command, invocation);
            case TIMED_OUT -> throw timedOut(instance, script, command, invocation.statusDetails());
            default ->
                throw new Problem(
                                ExitCode.FAILED,
                                "command on the server " + instance + " was canceled",
                                "Another user or a shutdown of the server canceled it before its end: " + script.name()
                                        + ", command " + command + ".",
                                "Rerun the command when the server runs.")
                        .asException();
        };
    }

    /** A failure without an exit code: the script was never run. */
    private static Ended result(
            String instance, Script script, String command, GetCommandInvocationResponse invocation) {
        if (invocation.responseCode() < 0) {
            throw new Problem(
                            ExitCode.FAILED,
                            "command was not delivered to the server " + instance,
                            script.name() + ", command " + command + ": " + invocation.statusDetails() + ". "
                                    + invocation.standardErrorContent(),
                            look(instance))
                    .asException();
        }
        return new Ended(
                invocation.responseCode(), invocation.standardOutputContent(), invocation.standardErrorContent());
    }

    private static ProblemException notManaged(String instance, InvalidInstanceIdException refusal) {
        return new Problem(
                        ExitCode.FAILED,
                        "cannot run commands on the server " + instance,
                        "Systems Manager's answer: " + refusal.awsErrorDetails().errorMessage()
                                + ".\nThe server does not run, its SSM"
                                + " agent is not registered, or the credentials do not allow this server.",
                        look(instance))
                .causedBy(refusal);
    }

    private static ProblemException timedOut(String instance, Script script, String command, String details) {
        return new Problem(
                        ExitCode.FAILED,
                        "command on the server " + instance + " timed out",
                        script.name() + ", command " + command + ": " + details + ". It has "
                                + DELIVERY.toMinutes() + " minutes to reach the server, and then "
                                + script.longest().toSeconds() + " seconds to run.",
                        look(instance))
                .asException();
    }

    private static String look(String instance) {
        return "Check that the server runs and that its agent is online (aws ssm describe-instance-information --filters"
                + " Key=InstanceIds,Values=" + instance + "), then rerun the command.";
    }

    private <T> T with(Function<SsmClient, T> call) {
        try (SsmClient ssm = access.configure("SSM", SsmClient.builder()).build()) {
            return call.apply(ssm);
        }
    }
}
