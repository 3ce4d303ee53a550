package io.github.qisaws.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmulatorFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/github/qisaws/emulator");

    @Test
    void everyPythonFileIsCopiedToTheEmulator() throws IOException {
        List<String> files;
        try (Stream<Path> found = Files.walk(FOLDER)) {
            files = found.map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".py"))
                    .toList();
        }
        assertThat(EmulatorFiles.paths()).containsExactlyInAnyOrderElementsOf(files);
        for (String path : EmulatorFiles.paths()) {
            assertThat(EmulatorFiles.read(path)).as(path).isEqualTo(Files.readAllBytes(FOLDER.resolve(path)));
        }
    }
}
