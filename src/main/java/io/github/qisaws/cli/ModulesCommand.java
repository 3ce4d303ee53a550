package io.github.qisaws.cli;

import io.github.qisaws.module.Modules;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Makes modules/ from the Java definitions, or checks that it is up to date. */
@Command(
        name = "modules",
        description = "Generates the Terraform modules from their Java definitions, or checks them.",
        synopsisSubcommandLabel = "COMMAND")
final class ModulesCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw Problem.harmless(ExitCode.USAGE, "no command given", "", "see qis-aws modules --help.")
                .asException();
    }

    @Command(description = "Writes modules/; prints each file that changed.")
    int generate() {
        root.console().say("Generating modules (starts CDKTF with its AWS bindings: about 10 s)…");
        List<String> written = Modules.write(root.project().modules(), Modules.generate());
        written.forEach(root.console()::print);
        root.console().say(written.isEmpty() ? "Up to date." : written.size() + " files written.");
        return ExitCode.OK.number();
    }

    @Command(description = "Fails when modules/ is not what would be generated; prints each file that differs.")
    int check() {
        List<String> different = Modules.different(root.project().modules(), Modules.generate());
        different.forEach(root.console()::print);
        if (!different.isEmpty()) {
            throw Problem.harmless(
                            ExitCode.FAILED,
                            "modules/ is not what its Java definitions make",
                            different.size() + " files differ; they are listed above.",
                            "run qis-aws modules generate, look at the difference and commit it.")
                    .asException();
        }
        root.console().say("Up to date.");
        return ExitCode.OK.number();
    }
}
