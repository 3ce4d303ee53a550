package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Checks the environment file and, by the engine, what is made from it. */
@Command(name = "validate", description = "Checks the environment file, and by the engine what is made from it.")
final class ValidateCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Override
    public Integer call() {
        List<String> wrong = engine.deployments(root).validate(name);
        if (!wrong.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the engine refuses the configuration of " + name,
                            String.join("\n", wrong),
                            "correct the environment file at the lines named; without one, report it: what is made from a"
                                    + " valid environment file should be valid.")
                    .asException();
        }
        root.console().say(name + " is valid.");
        return ExitCode.OK.number();
    }
}
