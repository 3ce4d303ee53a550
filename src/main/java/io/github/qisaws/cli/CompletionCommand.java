package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the shell completion script. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh. Usage: source <(qis-aws completion)")
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        root.console().print(AutoComplete.bash("qis-aws", spec.root().commandLine()));
        return ExitCode.OK.number();
    }
}
