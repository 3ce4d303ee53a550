package io.github.qisaws.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.process.Command;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutTest {
    private static final List<String> INPUTS = List.of("environments/demo", "modules");

    private final ProcessRunner runner = new ProcessRunner(new Interrupts());

    @TempDir
    Path folder;

    @Test
    void aCommitAndWhatDiffersFromItAreSeen() throws IOException {
        assertThat(checkout()).as("no repository").isEqualTo(new GitCheckout("", false));
        git("init", "--quiet");
        assertThat(checkout()).as("no commit").isEqualTo(new GitCheckout("", false));
        Files.writeString(folder.resolve(".gitignore"), "ignored\n");
        commit();
        String first = checkout().commit();
        assertThat(first).matches("[0-9a-f]{40}");
        Files.writeString(folder.resolve("ignored"), "x");
        assertThat(checkout()).isEqualTo(new GitCheckout(first, false));
        Files.writeString(folder.resolve("review.html"), "x");
        assertThat(checkout()).as("a report").isEqualTo(new GitCheckout(first, false));
        Files.createDirectories(folder.resolve("environments/demo"));
        Files.writeString(folder.resolve("environments/demo/new"), "x");
        assertThat(checkout()).isEqualTo(new GitCheckout(first, true));
        commit();
        assertThat(checkout().commit()).isNotEqualTo(first);
        assertThat(checkout().dirty()).isFalse();
    }

    @Test
    void theWorkingFolderItselfCanBeTheProject() {
        assertThat(GitCheckout.of(Path.of(""), INPUTS, runner, variables()))
                .isEqualTo(GitCheckout.of(Path.of("").toAbsolutePath(), INPUTS, runner, variables()));
    }

    @Test
    void withoutGitThereIsNoCommit() {
        assertThat(GitCheckout.of(folder, INPUTS, runner, Map.of("PATH", folder.toString())))
                .isEqualTo(new GitCheckout("", false));
    }

    private GitCheckout checkout() {
        return GitCheckout.of(folder, INPUTS, runner, variables());
    }

    private void commit() {
        git("add", ".");
        git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x");
    }

    private void git(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        assertThat(runner.run(Command.of(folder, variables(), argv)).succeeded())
                .as(String.join(" ", argv))
                .isTrue();
    }

    private Map<String, String> variables() {
        return Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString());
    }
}
