package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes main.tf.json from environment files. */
@Command(
        name = "synth",
        description = "Writes environments/ENV/main.tf.json from the environment file (default: all environments).")
final class SynthCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Parameters(paramLabel = "ENV", arity = "0..*", description = "Names of the environments.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All environments (default if none is named).")
    private boolean all;

    @Option(names = "--check", description = "Write nothing; fail if a file is not up to date.")
    private boolean check;

    @Option(
            names = "--cdktf",
            paramLabel = "DIR",
            description = "Write the files for cdktf-cli to DIR instead. For use by cdktf.json; cdktf passes DIR.")
    private Optional<Path> cdktf = Optional.empty();

    @Override
    public Integer call() {
        Project project = root.project();
        List<String> chosen = EnvCommand.chosen(project, all ? List.of() : names);
        if (cdktf.isPresent()) {
            ConfiguredEnvironment.synthesizeForCdktf(project, chosen, cdktf.get());
        } else if (check) {
            check(project, chosen);
        } else {
            ConfiguredEnvironment.synthesize(project, chosen, root.effects())
                    .forEach((file, changed) -> root.console().say((changed ? "Wrote " : "Up to date: ") + file));
        }
        return ExitCode.OK.number();
    }

    private void check(Project project, List<String> chosen) {
        List<Path> outdated = ConfiguredEnvironment.outdated(project, chosen);
        outdated.forEach(file -> root.console().print(file.toString()));
        if (!outdated.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "generated configurations differ from their environment files",
                            outdated.size() + " files differ. They are listed above.",
                            "Run qis-aws synth, review the difference, and commit it.")
                    .asException();
        }
        root.console().say("Up to date.");
    }
}
