package io.github.qisaws.cli;

import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Prints the schema with which editors complete and check environment files. */
@Command(name = "schema", description = "Prints the JSON Schema of environment files, for editors.")
final class SchemaCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Option(names = "--markdown", description = "Print a readable table of all keys instead.")
    private boolean markdown;

    @Override
    public Integer call() {
        root.console().print(markdown ? EnvironmentSchema.reference() : EnvironmentSchema.json());
        return ExitCode.OK.number();
    }
}
