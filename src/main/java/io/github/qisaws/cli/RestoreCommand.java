package io.github.qisaws.cli;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.BackupVault;
import io.github.qisaws.restore.Choice;
import io.github.qisaws.restore.RecoveryPoint;
import io.github.qisaws.restore.RestoreSteps;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints restore steps for the user to follow; data changes only through a plan and apply. */
@Command(
        name = "restore",
        description = "Lists an environment's recovery points, or prints the steps to restore one of them. Read-only.")
final class RestoreCommand implements Callable<Integer> {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    /** A recovery point as JSON. */
    private record Row(String arn, String resource, String kind, String made, long bytes, boolean complete) {
        static Row of(RecoveryPoint point) {
            return new Row(
                    point.arn(),
                    point.resource(),
                    point.kind(),
                    point.made().toString(),
                    point.bytes(),
                    point.complete());
        }
    }

    @ParentCommand
    private QisAws root;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(names = "--point", paramLabel = "ARN", description = "Recovery point to restore.")
    private Optional<String> point = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Restore each resource from its newest recovery point at or before this time, such as"
                    + " 2026-11-24T02:00:00Z.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Environment environment = EnvironmentFile.read(root.project().existingFolder(name));
        if (point.isPresent() && at.isPresent()) {
            throw usage("--point and --at exclude each other", "Use either --point or --at, not both.");
        }
        Optional<Instant> moment = at.map(RestoreCommand::moment);
        BackupVault vault = BackupVault.of(
                environment, new AwsAccess(environment.placement().region(), System.getenv(), root.effects()));
        List<RecoveryPoint> points = vault.points();
        if (point.isPresent()) {
            steps(environment, vault, List.of(Choice.named(points, point.get())));
        } else if (moment.isPresent()) {
            steps(environment, vault, Choice.at(points, moment.get()));
        } else {
            list(vault, points);
        }
        return ExitCode.OK.number();
    }

    private void list(BackupVault vault, List<RecoveryPoint> points) {
        if (json) {
            root.console().print(Json.of(points.stream().map(Row::of).toList()));
            return;
        }
        points.forEach(each -> root.console()
                .print("%s  %s  %8.1f GiB  %s%s"
                        .formatted(
                                each.made(),
                                each.kind(),
                                each.bytes() / GIBIBYTE,
                                each.arn(),
                                each.complete() ? "" : "  (incomplete)")));
        root.console()
                .say(
                        points.isEmpty()
                                ? "No recovery points yet in " + vault.name() + "."
                                : "To print restore steps, rerun with --point ARN or --at TIME.");
    }

    private void steps(Environment environment, BackupVault vault, List<RecoveryPoint> chosen) {
        root.console().say("This command changes nothing. Steps to restore:");
        new RestoreSteps(environment, vault::tags).of(chosen).forEach(root.console()::print);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw usage("--at " + text + " is not a time", "Use a time in UTC, such as 2026-11-24T02:00:00Z.");
        }
    }

    private static RuntimeException usage(String what, String fix) {
        return new Problem(ExitCode.USAGE, what, "", fix).asException();
    }
}
