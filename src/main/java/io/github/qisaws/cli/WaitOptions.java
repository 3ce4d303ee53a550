package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Rollouts;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.workspace.Tools;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How long to wait for a rollout. */
final class WaitOptions {
    @ArgGroup
    private Choice choice = new Choice();

    /** The options exclude each other. */
    private static final class Choice {
        @Option(
                names = "--wait",
                paramLabel = "DURATION",
                converter = Lifetime.class,
                description = "How long to wait until the web servers run what was applied and the site serves, such as"
                        + " 30m or 2h (default: 90m).")
        private Optional<Duration> longest = Optional.empty();

        @Option(
                names = "--no-wait",
                description =
                        "End as soon as Terraform has applied the plan, while AWS still replaces servers or tasks.")
        private boolean none;
    }

    /** The result of the rollout in words, unless the user does not want to wait. */
    String after(QisAws root, Tools tools, String name, Function<Rollouts, String> follow) {
        return choice.none
                ? "Applied. AWS may still be replacing servers or tasks. To wait, run qis-aws rollout " + name + "."
                : follow.apply(new Rollouts(
                        root.project(), tools, root.console(), Pace.of(choice.longest.orElse(Pace.USUAL_LIMIT))));
    }
}
