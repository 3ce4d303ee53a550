package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL version in the environment file, while and after an upgrade is planned. */
class FileChangeTest {
    private static final String AFTER = "database:\n  engine-version: \"17\"\n";

    @TempDir
    Path folder;

    private final Effects effects = new Effects();
    private Path environment;
    private Path file;
    private String before;

    @BeforeEach
    void copy() throws IOException {
        environment = TestEngine.copy(Path.of("environments/staging"), folder.resolve("staging"));
        file = environment.resolve("environment.yaml");
        before = Files.readString(file);
    }

    @Test
    void onlyTheVersionChanges() {
        assertThat(version("17").during(() -> "planned")).isEqualTo("planned");
        assertThat(file).content().isEqualTo(before.replace("database:\n", AFTER));
        assertThat(effects.sentence()).contains("set database.engine-version in");
    }

    @Test
    void withoutAPlanTheFileIsAsBefore() {
        problem(() -> version("17").during(() -> {
            assertThat(file).content().contains(AFTER);
            throw new Problem(ExitCode.DECLINED, "canceled", "", "").asException();
        }));
        assertThat(file).content().isEqualTo(before);
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    @Test
    void aFileThatHasTheVersionStays() throws IOException {
        String same = before.replace("database:\n", "database:\n  engine-version: '17' # since May\n");
        Files.writeString(file, same);
        version("17").during(() -> "");
        assertThat(file).content().isEqualTo(same);
    }

    @Test
    void aLayoutThatCannotBeChangedIsRefused() throws IOException {
        String merged = before.replace(
                "database:\n", "x-base: &base {database: {engine-version: \"16\"}}\n<<: *base\nx-rest:\n");
        Files.writeString(file, merged);
        Problem refused = problem(() -> version("1.17").during(() -> ""));
        assertThat(refused.what()).startsWith("cannot set database.engine-version");
        assertThat(file).content().isEqualTo(merged);
    }

    private FileChange version(String version) {
        return FileChange.version(environment, version, effects);
    }
}
