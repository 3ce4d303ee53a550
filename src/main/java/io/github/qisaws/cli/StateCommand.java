package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.synth.StableJson;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Inspects an environment's state. */
@Command(name = "state", description = "Inspects an environment's state.", synopsisSubcommandLabel = "COMMAND")
final class StateCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws state --help.").asException();
    }

    @Command(description = "Prints the address of each resource in the state.")
    int list(
            @Mixin EngineOptions engine,
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        List<String> addresses = engine.deployments(root).stateList(name);
        if (json) {
            root.console().print(StableJson.write(addresses));
        } else {
            addresses.forEach(root.console()::print);
        }
        return ExitCode.OK.number();
    }
}
