package io.github.qisaws.cli;

import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Prints what editors need to help with environment files. */
@Command(name = "schema", description = "Prints the JSON Schema of environment files, for editors.")
final class SchemaCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Option(names = "--markdown", description = "A table of all keys for people instead.")
    private boolean markdown;

    @Override
    public Integer call() {
        root.console().print(markdown ? EnvironmentSchema.reference() : EnvironmentSchema.json());
        return ExitCode.OK.number();
    }
}
