package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.process.Command;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real git repository in a folder. */
public record GitRepository(Path folder) {
    /** A new repository on branch main, with all that the folder holds as its first commit. */
    public static GitRepository of(Path folder) {
        GitRepository repository = new GitRepository(folder);
        repository.git("init", "-q", "-b", "main");
        repository.commit("everything");
        return repository;
    }

    public void commit(String message) {
        git("add", "-A");
        git("commit", "-q", "-m", message);
    }

    /** Runs a command that must succeed; returns its output. */
    public String git(String... arguments) {
        List<String> argv = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.hooksPath="));
        argv.addAll(List.of(arguments));
        Lines out = new Lines();
        Lines err = new Lines();
        int exit = new ProcessRunner(new Interrupts())
                .run(Command.of(folder, System.getenv(), argv).withStreams(out.sink(), err.sink()))
                .exitCode();
        assertThat(exit).as(err.text()).isZero();
        return out.text().strip();
    }
}
