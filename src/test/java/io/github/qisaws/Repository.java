package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.process.Command;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real git repository in a folder. */
public record Repository(Path folder) {

    /** A new one whose branch is main. */
    public static Repository init(Path folder) {
        Repository repository = new Repository(folder);
        repository.git("init", "-q", "-b", "main");
        return repository;
    }

    /** Commits all that is there and gives its hash. */
    public String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /** Runs git, which must succeed, and gives what it printed. */
    public String git(String... arguments) {
        List<String> argv = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.hooksPath="));
        argv.addAll(List.of(arguments));
        Lines out = new Lines();
        Lines err = new Lines();
        int exit = new ProcessRunner(new Interrupts())
                .run(Command.of(folder, TestEngine.OURS, argv).withStreams(out.sink(), err.sink()))
                .exitCode();
        assertThat(exit).as(err.text()).isZero();
        return out.text().strip();
    }
}
