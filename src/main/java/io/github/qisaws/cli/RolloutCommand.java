package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Rollouts;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.rollout.Pace;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Follows the rollout that runs now, and asks the site. */
@Command(
        name = "rollout",
        description =
                "Waits until the web servers run what was applied and the site serves. Changes nothing. Use it after"
                        + " apply --no-wait, or to wait longer.")
final class RolloutCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Lifetime.class,
            defaultValue = "90m",
            description = "How long to wait, such as 30m or 2h (default: 90m).")
    private Duration longest;

    @Override
    public Integer call() {
        Rollouts rollouts = new Rollouts(root.project(), engine.tools(root), root.console(), Pace.of(longest));
        root.console().say(rollouts.follow(name).words());
        return ExitCode.OK.number();
    }
}
