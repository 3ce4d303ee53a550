package io.github.qisaws.git;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Command;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lists the files of a folder that differ from another commit. */
public final class GitChanges {
    private final ProcessRunner runner;
    private final Map<String, String> variables;
    private final Path folder;

    public GitChanges(Path folder, ProcessRunner runner, Map<String, String> variables) {
        this.runner = runner;
        this.variables = new TreeMap<>(variables);
        // In a Git hook, these variables point to another repository.
        this.variables.keySet().removeIf(name -> name.startsWith("GIT_"));
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Files changed since the branch left the base, committed or not, as paths relative to the folder. */
    public SortedSet<String> since(String base) {
        String fork = String.join("", git(base, "merge-base", "--end-of-options", base, "HEAD"));
        SortedSet<String> files = new TreeSet<>();
        files.addAll(
                git(base, "-c", "core.quotePath=false", "diff", "--name-only", "--no-renames", "--relative", fork));
        files.addAll(git(base, "-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard"));
        return files;
    }

    private List<String> git(String base, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        Lines out = new Lines();
        Lines err = new Lines();
        int exit = runner.run(Command.of(folder, variables, argv).withStreams(out.sink(), err.sink()))
                .exitCode();
        if (exit != 0) {
            String why = err.text().isBlank()
                    ? "This clone has no common history of HEAD and " + base + "."
                    : err.text().strip();
            throw new Problem(
                            ExitCode.USAGE,
                            "cannot compare with " + base,
                            why,
                            "Use a commit or branch that this clone contains. In CI, clone the complete history"
                                    + " (fetch-depth: 0).")
                    .asException();
        }
        return out.all();
    }
}
