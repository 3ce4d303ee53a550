package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineFinderTest {
    private static final String TERRAFORM =
            "echo '{\"terraform_version\": \"1.11.4\", \"platform\": \"linux_amd64\", \"terraform_outdated\": false}'";
    private static final String TOFU = "echo '{\"terraform_version\": \"1.12.6\", \"platform\": \"linux_arm64\"}'";

    @TempDir
    Path folder;

    @Test
    void theOptionComesBeforeTheVariableBeforeThePath() throws IOException {
        Path option = engine("a/terraform", TERRAFORM);
        Path variable = engine("b/tofu", TOFU);
        engine("bin/terraform", TERRAFORM);
        engine("bin/tofu", TOFU);

        assertThat(find(Map.of(EngineFinder.VARIABLE, variable.toString()), option.toString())
                        .executable())
                .isEqualTo(option);
        assertThat(find(Map.of(EngineFinder.VARIABLE, variable.toString()), "").executable())
                .isEqualTo(variable);
        assertThat(find(Map.of(), "").executable()).isEqualTo(folder.resolve("bin/terraform"));
        Files.delete(folder.resolve("bin/terraform"));
        EngineBinary tofu = find(Map.of(), "");
        assertThat(tofu.kind()).isEqualTo(EngineBinary.Kind.OPENTOFU);
        assertThat(tofu.platform()).isEqualTo("linux_arm64");
        assertThat(tofu.awsProvider()).isEqualTo("registry.opentofu.org/hashicorp/aws");
        assertThat(tofu).hasToString("OpenTofu 1.12.6");
    }

    @Test
    void noEngineAtAllSaysWhereItWasLookedFor() {
        assertThatThrownBy(() -> find(Map.of(), "")).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(e.problem().why()).contains("--engine", EngineFinder.VARIABLE, folder.toString());
            assertThat(e.problem().fix()).contains("Install Terraform 1.10");
        });
    }

    @Test
    void anOldEngineIsRefused() throws IOException {
        Path old = engine("terraform", TERRAFORM.replace("1.11.4", "1.9.8"));

        assertThatThrownBy(() -> find(Map.of(), old.toString()))
                .hasMessageContaining("It is Terraform 1.9.8. qis-aws requires 1.10 or later");
    }

    @Test
    void aBrokenAMissingAndAGarbageEngineAreToldApart() throws IOException {
        Path broken = engine("broken", "echo 'no version configured' >&2; exit 126");
        Path garbage = engine("garbage", "echo hello");
        Path silent = engine("silent", "echo '{}'");
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> find(Map.of(), broken.toString()))
                .hasMessageContaining("exit code 126: no version configured");
        assertThatThrownBy(() -> find(Map.of(), garbage.toString()))
                .hasMessageContaining("The output of version -json is not JSON: hello");
        assertThatThrownBy(() -> find(Map.of(), silent.toString()))
                .hasMessageContaining("The output of version -json has no version: {}");
        assertThatThrownBy(() -> find(Map.of(), file.toString())).hasMessageContaining("is not an executable file");
        assertThatThrownBy(() -> find(Map.of(), "/nowhere/terraform")).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> find(Map.of(), "terraform-9")).hasMessageContaining("which is not on the PATH");
    }

    @Test
    void anEngineThatHangsIsGivenUp() throws IOException {
        Path hanging = engine("hanging", "sleep 60");
        EngineFinder finder = new EngineFinder(
                new ProcessRunner(new Interrupts()),
                Map.of("PATH", System.getenv("PATH")),
                new EngineCache(folder.resolve("cache")),
                Duration.ofMillis(300));

        assertThatThrownBy(() -> finder.find(Optional.of(hanging.toString())))
                .hasMessageContaining("did not print its version within");
    }

    private EngineBinary find(Map<String, String> more, String option) {
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("PATH", folder.resolve("bin") + ":/nowhere");
        return new EngineFinder(new ProcessRunner(new Interrupts()), environment, folder.resolve("cache"))
                .find(Optional.of(option));
    }

    private Path engine(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
