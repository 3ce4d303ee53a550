package io.github.qisaws.pipeline;

import io.github.qisaws.process.Command;
import io.github.qisaws.process.Ended;
import io.github.qisaws.process.Executables;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The git checkout that a project is in.
 *
 * @param commit what is checked out; empty outside a repository, before its first commit, and without git
 * @param dirty whether a file that a plan is made from differs from it; a report beside them does not count
 */
record GitCheckout(String commit, boolean dirty) {
    private static final GitCheckout NONE = new GitCheckout("", false);

    /**
     * Asks git.
     *
     * @param inputs what a plan is made from, relative to the folder
     */
    static GitCheckout of(Path folder, List<String> inputs, ProcessRunner runner, Map<String, String> variables) {
        if (Executables.onPath("git", variables).isEmpty()) {
            return NONE;
        }
        Git git = new Git(folder.toAbsolutePath(), runner, variables);
        return git.ask("rev-parse", "--verify", "--quiet", "HEAD")
                .filter(answer -> !answer.isEmpty())
                .map(answer -> new GitCheckout(answer.get(0), git.isDirty(inputs)))
                .orElse(NONE);
    }

    /** Runs git's commands in one folder. */
    private record Git(Path folder, ProcessRunner runner, Map<String, String> variables) {
        boolean isDirty(List<String> inputs) {
            List<String> arguments = new ArrayList<>(List.of("status", "--porcelain", "--"));
            arguments.addAll(inputs);
            return ask(arguments.toArray(String[]::new))
                    .map(lines -> !lines.isEmpty())
                    .orElse(true);
        }

        /** The lines of its answer; empty if it failed. */
        Optional<List<String>> ask(String... arguments) {
            List<String> argv = new ArrayList<>(List.of("git", "--no-optional-locks"));
            argv.addAll(List.of(arguments));
            Lines out = new Lines();
            Ended ended = runner.run(Command.of(folder, variables, argv).withStreams(out.sink(), new Lines().sink()));
            return ended.succeeded() ? Optional.of(out.all()) : Optional.empty();
        }
    }
}
