package io.github.qisaws.git;

import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Git checkout of a project.
 *
 * @param commit the checked-out commit; empty outside a repository, before its first commit, and without git
 * @param dirty whether a file that affects a plan differs from the commit; other files, such as reports, do not count
 */
public record GitCheckout(String commit, boolean dirty) {
    private static final GitCheckout NONE = new GitCheckout("", false);

    /**
     * Reads the checkout with git.
     *
     * @param inputs paths that affect a plan, relative to the folder
     */
    public static GitCheckout of(
            Path folder, List<String> inputs, ProcessRunner runner, Map<String, String> variables) {
        Git git = Git.in(folder, runner, variables);
        if (!git.isInstalled()) {
            return NONE;
        }
        return git.commit("HEAD")
                .map(commit -> new GitCheckout(commit, isDirty(git, inputs)))
                .orElse(NONE);
    }

    private static boolean isDirty(Git git, List<String> inputs) {
        List<String> arguments = new ArrayList<>(List.of("status", "--porcelain", "--"));
        arguments.addAll(inputs);
        // Written by init. The versions in this file are compared separately.
        arguments.add(":(exclude,glob)**/.terraform.lock.hcl");
        return git.ask(arguments.toArray(String[]::new))
                .map(lines -> !lines.isEmpty())
                .orElse(true);
    }
}
