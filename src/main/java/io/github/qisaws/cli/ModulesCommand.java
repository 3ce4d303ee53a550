package io.github.qisaws.cli;

import io.github.qisaws.module.ModulePackages;
import io.github.qisaws.module.Modules;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
        throw new Problem(ExitCode.USAGE, "no command given", "", "see qis-aws modules --help.").asException();
    }

    @Command(description = "Writes modules/; prints each file that changed.")
    int generate() {
        root.console().say("Generating modules (starts CDKTF with its AWS bindings: about 10 s)…");
        Path folder = root.project().modules();
        SortedMap<String, String> files = Modules.generate();
        refuseBroken(Modules.lost(folder, files));
        if (!Modules.different(folder, files).isEmpty()) {
            root.effects().add("started to write files in " + folder);
        }
        List<String> written = Modules.write(folder, files);
        written.forEach(root.console()::print);
        if (Modules.noteAddresses(folder, files)) {
            root.console().say("Noted the addresses of new resources.");
        }
        root.console().say(written.isEmpty() ? "Up to date." : written.size() + " files written.");
        return ExitCode.OK.number();
    }

    @Command(
            name = "package",
            description =
                    "Writes each module as an archive, the same bytes for the same modules, with SHA-256 checksums.")
    int archives(
            @Option(
                            names = "--output",
                            paramLabel = "DIR",
                            defaultValue = "target/modules",
                            description = "Where to; default: ${DEFAULT-VALUE}.")
                    Path output) {
        root.effects().add("started to write archives in " + output);
        ModulePackages.write(root.project().modules(), output)
                .forEach(file -> root.console().print(file.toString()));
        return ExitCode.OK.number();
    }

    private static void refuseBroken(List<String> broken) {
        if (!broken.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the modules would break who uses them",
                            String.join("\n", broken),
                            "keep the address, or have the module's Java say where it went: blueprint.moved(\"old\", \"new\").")
                    .asException();
        }
    }

    @Command(
            description =
                    "Fails when modules/ is not what would be generated, or when the address of a resource has gone"
                            + " without a moved block; prints each file that differs.")
    int check() {
        SortedMap<String, String> files = Modules.generate();
        List<String> different = Modules.different(root.project().modules(), files);
        different.forEach(root.console()::print);
        if (!different.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "modules/ is not what its Java definitions make",
                            different.size() + " files differ; they are listed above.",
                            "run qis-aws modules generate, look at the difference and commit it.")
                    .asException();
        }
        refuseBroken(Modules.broken(root.project().modules(), files));
        root.console().say("Up to date.");
        return ExitCode.OK.number();
    }
}
