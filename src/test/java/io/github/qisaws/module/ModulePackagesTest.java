package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The archives of the modules")
class ModulePackagesTest {
    private static final Path MODULES = Path.of("modules");

    @TempDir
    private Path folder;

    @Test
    void areTheSameBytesEachTimeWhateverTheFilesDates() throws IOException {
        List<Path> first = ModulePackages.write(MODULES, folder.resolve("first"));
        Path copy = TestEngine.copy(MODULES, folder.resolve("copy"));
        Files.createDirectories(copy.resolve("network/.terraform"));
        Files.writeString(copy.resolve("network/.terraform/left.json"), "left by an engine");
        ModulePackages.write(copy, folder.resolve("second"));

        assertThat(first).hasSize(Modules.contracts().size() + 1);
        for (Path file : first) {
            assertThat(folder.resolve("second").resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void areWhatTheirChecksumsSayAndUnpackByTar() throws IOException, InterruptedException {
        ModulePackages.write(MODULES, folder);

        assertThat(run("sha256sum", "--check", "--strict", ModulePackages.CHECKSUMS))
                .contains("qis-aws-network-0.1.0.tar.gz: OK");
        assertThat(run("tar", "-tzf", "qis-aws-image-0.1.0.tar.gz").lines())
                .contains(
                        "main.tf.json",
                        "README.md",
                        "CHANGELOG.md",
                        "files/qis-aws-server.tar.gz",
                        "tests/image.tftest.hcl");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
