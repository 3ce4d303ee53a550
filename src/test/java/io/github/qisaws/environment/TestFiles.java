package io.github.qisaws.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Environment files for tests. */
final class TestFiles {
    static final Path RESOURCES = Path.of("src/test/resources/io/github/qisaws/environment");
    static final String SHORTEST = "region: eu-west-1\naccount: \"123456789012\"\narchitecture: two-server\n";

    private TestFiles() {}

    static Path environment(Path work, String name, String text) {
        return environment(work, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path environment(Path work, String name, byte[] bytes) {
        try {
            Path folder = Files.createDirectories(work.resolve(name));
            Files.write(folder.resolve(EnvironmentFile.NAME), bytes);
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path valid(Path work, String name) throws IOException {
        return environment(work, "demo", Files.readAllBytes(RESOURCES.resolve("valid/" + name + ".yaml")));
    }
}
