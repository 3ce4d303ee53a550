package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Initializes an environment's folder; other commands do so when needed. */
@Command(
        name = "init",
        description =
                "Installs provider and modules and configures the state backend. Other commands do so when needed.")
final class InitCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Override
    public Integer call() {
        engine.deployments(root).init(name);
        root.console().say("Initialized.");
        return ExitCode.OK.number();
    }
}
