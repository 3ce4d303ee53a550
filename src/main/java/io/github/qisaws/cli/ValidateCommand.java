package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Validates the environment file, and with Terraform the configuration generated from it. */
@Command(
        name = "validate",
        description = "Validates the environment file, and with Terraform the generated configuration.")
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
                            "configuration of " + name + " is not valid",
                            String.join("\n", wrong),
                            "Correct the environment file at the listed lines. If no line is listed, report a bug"
                                    + " in qis-aws.")
                    .asException();
        }
        root.console().say(name + " is valid.");
        return ExitCode.OK.number();
    }
}
