package io.github.qisaws.git;

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
import java.util.TreeMap;

/** Runs git commands in a folder. */
public record Git(Path folder, ProcessRunner runner, Map<String, String> variables) {
    public Git {
        Map<String, String> own = new TreeMap<>(variables);
        // In a Git hook, these variables point to another repository.
        own.keySet().removeIf(name -> name.startsWith("GIT_"));
        variables = Map.copyOf(own);
    }

    public static Git in(Path folder, ProcessRunner runner, Map<String, String> variables) {
        return new Git(folder.toAbsolutePath().normalize(), runner, variables);
    }

    public boolean isInstalled() {
        return Executables.onPath("git", variables).isPresent();
    }

    /** The output lines of a git command; empty if it failed. */
    public Optional<List<String>> ask(String... arguments) {
        Answer answer = run(arguments);
        return answer.succeeded() ? Optional.of(answer.lines()) : Optional.empty();
    }

    /** The full hash of a commit, tag, or branch; empty if the folder's repository does not have it, or is none. */
    public Optional<String> commit(String name) {
        return ask("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}").stream()
                .flatMap(List::stream)
                .findFirst();
    }

    /** Runs a git command. */
    Answer run(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("git", "--no-optional-locks", "-c", "core.quotePath=false"));
        argv.addAll(List.of(arguments));
        Lines out = new Lines();
        Lines err = new Lines();
        Ended ended = runner.run(Command.of(folder, variables, argv).withStreams(out.sink(), err.sink()));
        return new Answer(ended.succeeded(), out.all(), err.text());
    }

    /**
     * What a git command printed.
     *
     * @param lines of standard output
     * @param error standard error
     */
    record Answer(boolean succeeded, List<String> lines, String error) {
        Answer {
            lines = List.copyOf(lines);
        }
    }
}
