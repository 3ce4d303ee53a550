package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsRollouts;
import io.github.qisaws.aws.DatabaseAccount.Database;
import io.github.qisaws.aws.RolloutFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.rollout.Deployed;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.rollout.Rollout;
import io.github.qisaws.rollout.SiteCheck;
import io.github.qisaws.workspace.Endpoint;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Follows the rollout of an environment until the site serves. */
public final class Rollouts {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Pace pace;
    private final Function<Environment, RolloutFacts> accounts;

    /**
     * Rollouts.
     *
     * @param pace how often AWS is asked, and for how long
     */
    public Rollouts(Project project, Tools tools, ProgressLog log, Pace pace) {
        this(
                project,
                tools,
                log,
                pace,
                environment -> new AwsRollouts(tools.aws(environment.placement().region())));
    }

    /**
     * Rollouts in accounts of the caller's choice.
     *
     * @param accounts returns the account of an environment
     */
    Rollouts(Project project, Tools tools, ProgressLog log, Pace pace, Function<Environment, RolloutFacts> accounts) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.pace = pace;
        this.accounts = accounts;
    }

    /**
     * The end of a rollout that did not fail.
     *
     * @param words what is complete, and whether the site serves
     * @param unasked whether there is a site that this machine could not ask
     */
    public record End(String words, boolean unasked) {}

    /** Follows the rollout that runs now. */
    public End follow(String name) {
        OpenEnvironment open = OpenEnvironment.open(project, name, tools, log);
        return follow(open, tools.clock().instant())
                .orElse(new End(name + " has no web servers, so there is no rollout to follow.", false));
    }

    /**
     * Follows the rollout of an applied plan.
     *
     * @param since when the apply began
     */
    public End follow(Deployments.Planned applied, Instant since) {
        log.say("Applied. Waiting for the rollout…");
        return follow(applied.prepared().environment(), since)
                .orElse(new End("No rollout: there are no web servers.", false));
    }

    private Optional<End> follow(OpenEnvironment open, Instant since) {
        Deployed deployed = Deployed.of(open.engine().statePull());
        if (!deployed.hasServers()) {
            return Optional.empty();
        }
        boolean emulated = Endpoint.of(tools.variables()).isPresent();
        Pace used = emulated ? pace.onEmulator() : pace;
        RolloutFacts facts = accounts.apply(open.configured().environment());
        String health = new Rollout(open.name(), facts, used, tools.clock(), log::say).follow(deployed, since);
        End end = emulated
                ? new End(
                        "Rollout complete: " + health + ". The emulator runs no servers, so nothing serves there.",
                        false)
                : asked(open.name(), health, new SiteCheck(used).ask(deployed));
        return Optional.of(new End(end.words() + reboots(open.name(), facts, deployed), end.unasked()));
    }

    /** Which databases wait for a reboot; AWS's silence must not hide that the rollout is complete. */
    private static String reboots(String name, RolloutFacts facts, Deployed deployed) {
        try {
            return deployed.databases().stream()
                    .flatMap(identifier -> facts.database(identifier).stream())
                    .filter(Database::awaitsReboot)
                    .map(database -> "\nStatic parameters of " + database.identifier()
                            + ", such as max_connections, take effect at its next reboot. Run qis-aws reboot database "
                            + name + ".")
                    .collect(Collectors.joining());
        } catch (ProblemException e) {
            return "\nNot known whether the database waits for a reboot: "
                    + e.problem().what() + ".";
        }
    }

    private static End asked(String name, String health, SiteCheck.Answer answer) {
        if (answer.fails()) {
            throw notServing(name, health, answer.words());
        }
        return answer.serves().isPresent()
                ? new End("Serving: " + answer.words() + " (" + health + ")", false)
                : new End(
                        "Rollout complete: " + health + ". qis-aws did not check the site: " + answer.words() + ".",
                        true);
    }

    private static RuntimeException notServing(String name, String health, String why) {
        return new Problem(
                        ExitCode.ROLLOUT_FAILED,
                        "the site of " + name + " does not serve",
                        why + ", although " + health + ".",
                        "Read the log of the servers or tasks, or run qis-health on a web server (Session Manager). Then run"
                                + " qis-aws rollout " + name
                                + ". Terraform's changes are applied and recorded in the state.")
                .asException();
    }
}
