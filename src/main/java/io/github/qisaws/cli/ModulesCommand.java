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

/** Generates modules/ from its Java definitions, or checks that it is up to date. */
@Command(
        name = "modules",
        description = "Generates the Terraform modules from their Java definitions, or checks them.",
        synopsisSubcommandLabel = "COMMAND")
final class ModulesCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws modules --help.").asException();
    }

    @Command(description = "Writes modules/ and prints each changed file.")
    int generate() {
        root.console().say("Generating modules (starts CDKTF with its AWS bindings: about 10 s)…");
        Path folder = root.project().modules();
        SortedMap<String, String> files = Modules.generate();
        requireCompatible(Modules.lost(folder, files));
        if (!Modules.different(folder, files).isEmpty()) {
            root.effects().add("started to write files in " + folder);
        }
        List<String> written = Modules.write(folder, files);
        written.forEach(root.console()::print);
        if (Modules.noteAddresses(folder, files)) {
            root.console().say("Recorded the addresses of new resources.");
        }
        root.console().say(written.isEmpty() ? "Up to date." : written.size() + " files written.");
        return ExitCode.OK.number();
    }

    @Command(name = "package", description = "Writes each module as a reproducible archive, with SHA-256 checksums.")
    int archives(
            @Option(
                            names = "--output",
                            paramLabel = "DIR",
                            defaultValue = "target/modules",
                            description = "Target folder (default: ${DEFAULT-VALUE}).")
                    Path output) {
        root.effects().add("started to write archives in " + output);
        ModulePackages.write(root.project().modules(), output)
                .forEach(file -> root.console().print(file.toString()));
        return ExitCode.OK.number();
    }

    private static void requireCompatible(List<String> broken) {
        if (!broken.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "modules contain breaking changes for existing users",
                            String.join("\n", broken),
                            "Keep the resource address, or add blueprint.moved(\"old\", \"new\") to the module's"
                                    + " Java definition.")
                    .asException();
        }
    }

    @Command(
            description = "Checks that modules/ is up to date, and prints each file that differs. Also fails if a"
                    + " resource address was removed without a moved block.")
    int check() {
        SortedMap<String, String> files = Modules.generate();
        List<String> different = Modules.different(root.project().modules(), files);
        different.forEach(root.console()::print);
        if (!different.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "modules/ differs from its Java definitions",
                            different.size() + " files differ. They are listed above.",
                            "Run qis-aws modules generate, review the difference, and commit it.")
                    .asException();
        }
        requireCompatible(Modules.broken(root.project().modules(), files));
        root.console().say("Up to date.");
        return ExitCode.OK.number();
    }
}
