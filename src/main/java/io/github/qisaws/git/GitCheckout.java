package io.github.qisaws.git;

import io.github.qisaws.process.Executables;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The git checkout that a project is in.
 *
 * @param commit what is checked out; empty outside a repository, before its first commit, and without git
 * @param dirty whether a file that a plan is made from differs from it; a report beside them does not count
 */
public record GitCheckout(String commit, boolean dirty) {
    private static final GitCheckout NONE = new GitCheckout("", false);

    /**
     * Asks git.
     *
     * @param inputs what a plan is made from, relative to the folder
     */
    public static GitCheckout of(
            Path folder, List<String> inputs, ProcessRunner runner, Map<String, String> variables) {
        if (Executables.onPath("git", variables).isEmpty()) {
            return NONE;
        }
        Git git = Git.in(folder, runner, variables);
        return git.ask("rev-parse", "--verify", "--quiet", "HEAD")
                .filter(answer -> !answer.isEmpty())
                .map(answer -> new GitCheckout(answer.get(0), isDirty(git, inputs)))
                .orElse(NONE);
    }

    private static boolean isDirty(Git git, List<String> inputs) {
        List<String> arguments = new ArrayList<>(List.of("status", "--porcelain", "--"));
        arguments.addAll(inputs);
        // Made by init; the versions that it names are compared by themselves.
        arguments.add(":(exclude,glob)**/.terraform.lock.hcl");
        return git.ask(arguments.toArray(String[]::new))
                .map(lines -> !lines.isEmpty())
                .orElse(true);
    }
}
