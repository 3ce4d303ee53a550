package io.github.qisaws.cli;

import io.github.qisaws.bootstrap.StateBucket;
import io.github.qisaws.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Creates the state bucket, without which no environment of the account and region can be planned. */
@Command(
        name = "bootstrap",
        description =
                "Creates or repairs the state bucket and its KMS key. Run once per account and region; safe to repeat.")
final class BootstrapCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "ENV", description = "Name of an environment in the account and region.")
    private String name;

    @Override
    public Integer call() {
        consent.require(root.console(), "Create or repair the state bucket of " + name + " in its AWS account?", name);
        new StateBucket(root.project(), engine.tools(root), root.console()).bootstrap(name);
        return ExitCode.OK.number();
    }
}
