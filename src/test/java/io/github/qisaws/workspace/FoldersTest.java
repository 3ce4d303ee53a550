package io.github.qisaws.workspace;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk, and noted, after a file was written or could not be. */
class FoldersTest {
    /** Each write to it fails as on a full disk. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    private final Effects effects = new Effects();

    @Test
    void aWrittenFileIsNoted() throws IOException {
        Path file = folder.resolve("a/b/main.tf.json");
        Folders.write(file, "old", effects);
        Folders.write(file, "new", effects);
        assertThat(file).hasContent("new");
        assertThat(names(file.getParent())).containsExactly("main.tf.json");
        assertThat(effects.sentence()).isEqualTo("No AWS resources were changed. This command wrote " + file + ".");
    }

    @Test
    void onAFullDiskAFileStaysAsItWas() throws IOException {
        Assumptions.assumeTrue(Files.exists(FULL), "this system has no " + FULL);
        Path file = folder.resolve("main.tf.json");
        Files.writeString(file, "old");
        Path draft = folder.resolve(".main.tf.json." + ProcessHandle.current().pid());
        Files.createSymbolicLink(draft, FULL);
        Problem problem = problem(() -> Folders.write(file, "new", effects));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(problem.why()).contains("No space left on device");
        assertThat(file).hasContent("old");
        assertThat(names(folder)).containsExactly("main.tf.json");
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    @Test
    void aFileWhereAFolderIsNeededChangesNothing() throws IOException {
        Path parent = Files.writeString(folder.resolve("environments"), "");
        Problem problem = problem(() -> Folders.write(parent.resolve("main.tf.json"), "new", effects));
        assertThat(problem.what()).contains("main.tf.json");
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
