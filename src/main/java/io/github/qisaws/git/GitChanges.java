package io.github.qisaws.git;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Lists the files of a folder that differ from another commit. */
public record GitChanges(Git git) {
    /** Files changed since the branch left the base, committed or not, as paths relative to the folder. */
    public SortedSet<String> since(String base) {
        String fork = String.join("", lines(base, "merge-base", "--end-of-options", base, "HEAD"));
        SortedSet<String> files = new TreeSet<>();
        files.addAll(lines(base, "diff", "--name-only", "--no-renames", "--relative", fork));
        files.addAll(lines(base, "ls-files", "--others", "--exclude-standard"));
        return files;
    }

    private List<String> lines(String base, String... arguments) {
        Git.Answer answer = git.run(arguments);
        if (!answer.succeeded()) {
            String why = answer.error().isBlank()
                    ? "This clone has no common history of HEAD and " + base + "."
                    : answer.error().strip();
            throw new Problem(
                            ExitCode.USAGE,
                            "cannot compare with " + base,
                            why,
                            "Use a commit or branch that this clone contains. In CI, clone the complete history"
                                    + " (fetch-depth: 0).")
                    .asException();
        }
        return answer.lines();
    }
}
