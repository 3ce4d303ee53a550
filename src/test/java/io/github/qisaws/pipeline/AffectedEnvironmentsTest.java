package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.TestEngine;
import io.github.qisaws.process.Command;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real git repositories. */
class AffectedEnvironmentsTest {
    private final ProcessRunner runner = new ProcessRunner(new Interrupts());
    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path repository;

    private Path folder;

    @BeforeEach
    void commitTwoEnvironments() throws IOException {
        // The project may lie below the repository's own top.
        folder = Files.createDirectories(repository.resolve("infrastructure"));
        for (String name : List.of("environments/classic", "environments/demo")) {
            TestEngine.copy(Path.of(name), folder.resolve(name));
        }
        write("modules/network/main.tf.json", "{}");
        write("modules/remote-state/main.tf.json", "{}");
        git("init", "-q", "-b", "main");
        git("add", "-A");
        commit();
        git("checkout", "-q", "-b", "change");
    }

    @Test
    void nothingChangedNothingIsAffected() {
        assertThat(affected()).isEmpty();
    }

    @Test
    void anEnvironmentsOwnFolderAffectsItAlone() throws IOException {
        write("environments/demo/environment.yaml", "# changed\n");
        git("commit", "-qam", "x");
        assertThat(affected()).containsExactly("demo");
    }

    @Test
    void aFolderElsewhereThatIsNamedLikeAnEnvironmentAffectsNone() throws IOException {
        write("docs/demo/notes.md", "x");
        assertThat(affected()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void whatIsNotCommittedYetCountsToo() throws IOException {
        write("environments/classic/new file ü", "x");
        assertThat(affected()).containsExactly("classic");
    }

    @Test
    void aModuleAffectsThoseThatUseItAndItsReadmeNobody() throws IOException {
        write("modules/network/README.md", "x");
        write("modules/network/tests/a.tftest.hcl", "x");
        write("modules/remote-state/main.tf.json", "{ }");
        assertThat(affected()).isEmpty();
        write("modules/network/main.tf.json", "{ }");
        assertThat(affected()).containsExactly("classic", "demo");
    }

    @Test
    void theToolsSourcesAffectAllAndItsTestsNone() throws IOException {
        write("src/test/java/X.java", "x");
        assertThat(affected()).isEmpty();
        write("src/main/java/X.java", "x");
        assertThat(affected()).containsExactly("classic", "demo");
    }

    @Test
    void whatTheBaseGotMeanwhileIsNoChangeOfThisBranch() throws IOException {
        git("checkout", "-q", "main");
        write("environments/classic/environment.yaml", "# theirs\n");
        git("commit", "-qam", "theirs");
        git("checkout", "-q", "change");
        assertThat(affected()).isEmpty();
    }

    @Test
    void aRemovedEnvironmentIsTalkedAboutAndARenamedOneIsBoth() throws IOException {
        git("mv", "infrastructure/environments/demo", "infrastructure/environments/live");
        commit();
        assertThat(affected()).containsExactly("live");
        assertThat(said)
                .singleElement()
                .asString()
                .contains("environments/demo")
                .contains("stay in AWS");
    }

    @Test
    void anUnknownBaseIsWrongUse() {
        assertThatThrownBy(() -> new AffectedEnvironments(new Project(folder), tools(), said::add).since("nowhere"))
                .hasMessageContaining("cannot compare with nowhere");
        assertThatThrownBy(() -> new AffectedEnvironments(new Project(folder), tools(), said::add).since("--help"))
                .hasMessageContaining("cannot compare with --help");
    }

    private List<String> affected() {
        return new AffectedEnvironments(new Project(folder), tools(), said::add).since("main");
    }

    private Tools tools() {
        return Tools.of(runner, System.getenv());
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void commit() {
        git("commit", "-qm", "x");
    }

    private void git(String... arguments) {
        List<String> argv = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.hooksPath="));
        argv.addAll(List.of(arguments));
        Lines err = new Lines();
        int exit = runner.run(Command.of(repository, System.getenv(), argv).withStreams(err.sink(), err.sink()))
                .exitCode();
        assertThat(exit).as(err.text()).isZero();
    }
}
