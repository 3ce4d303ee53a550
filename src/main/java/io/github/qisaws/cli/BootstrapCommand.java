package io.github.qisaws.cli;

import io.github.qisaws.bootstrap.StateBucket;
import io.github.qisaws.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes the bucket of Terraform's state. */
@Command(
        name = "bootstrap",
        description =
                "Makes the bucket and key that keep Terraform's state; once per account and region, may be repeated.")
final class BootstrapCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "ENV", description = "Name of an environment that keeps its state there.")
    private String name;

    @Override
    public Integer call() {
        consent.require(root.console(), "Make the state bucket of " + name + " in its AWS account?", name);
        new StateBucket(root.project(), engine.tools(root), root.console()).bootstrap(name);
        return ExitCode.OK.number();
    }
}
