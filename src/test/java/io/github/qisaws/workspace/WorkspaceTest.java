package io.github.qisaws.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.terraform.ProviderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lock file decides about the provider, with a script in place of the engine. */
class WorkspaceTest {
    private static final String LOCKED = """
            provider "registry.terraform.io/hashicorp/aws" {
              version = "5.100.0"
            }
            """;

    /** Installs the version that the lock file names. */
    private static final String ENGINE = """
            #!/bin/sh
            if [ "$1" = version ]; then
              echo '{"terraform_version": "1.11.4", "platform": "linux_amd64"}'
              exit
            fi
            version=$(sed -n 's/ *version *= "\\(.*\\)"/\\1/p' .terraform.lock.hcl)
            aws=registry.terraform.io/hashicorp/aws
            mkdir -p ".terraform/providers/$aws/$version/linux_amd64"
            printf 'provider "%s" {\\n  version = "%s"\\n}\\n' "$aws" "$version" >.terraform.lock.hcl
            """;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private final Map<String, String> variables = new TreeMap<>();
    private Path demo;
    private Path committed;

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(folder.resolve("modules"));
        demo = Files.createDirectories(folder.resolve("environments/demo"));
        Files.copy(Path.of("environments/demo/environment.yaml"), demo.resolve("environment.yaml"));
        committed = Files.writeString(demo.resolve(".terraform.lock.hcl"), LOCKED);
        Path engine = Files.writeString(folder.resolve("terraform"), ENGINE);
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(
                folder.resolve("engine.tfrc"), "provider_installation {\n  filesystem_mirror {}\n  direct {}\n}\n");
        variables.put("PATH", System.getenv("PATH"));
        variables.put("HOME", folder.toString());
        variables.put("TF_CLI_CONFIG_FILE", configuration.toString());
    }

    @Test
    void onAnEmulatorARequestedVersionReplacesTheCopiedOneOnce() throws IOException {
        variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        Workspace rehearsal = initialize("6.50.0");
        Path copy = rehearsal.folder().resolve(".terraform.lock.hcl");
        assertThat(copy).content().contains("6.50.0");
        assertThat(committed).hasContent(LOCKED);
        assertThat(said)
                .contains("Selected AWS provider 6.50.0 as requested. This version was not tested with this release of"
                        + " qis-aws.")
                .anyMatch(line -> line.endsWith("not initialized yet…"));

        said.clear();
        initialize("6.50.0");
        assertThat(said).as("the next command with the same request").isEmpty();

        initialize("6.48.0");
        assertThat(copy).content().contains("6.48.0");
        assertThat(initialize("").lockFile()).contains(committed);
        assertThat(copy).as("without a request").hasContent(LOCKED);
    }

    @Test
    void onAwsTheCommittedLockFileDecides() {
        assertThatThrownBy(() -> initialize("6.50.0")).isInstanceOf(ProblemException.class);
        assertThat(committed).hasContent(LOCKED);
        assertThat(initialize("").lockFile()).contains(committed);
    }

    private Workspace initialize(String version) {
        ProviderRequest request =
                ProviderRequest.of(Optional.of(version).filter(text -> !text.isEmpty()), Tools.PROVIDERS);
        Environment environment = EnvironmentFile.read(demo);
        ConfiguredEnvironment configured = new ConfiguredEnvironment(
                environment, Architectures.deploymentOf(environment), new Configuration("{}"), demo);
        Tools tools = Tools.of(new ProcessRunner(new Interrupts()), variables)
                .choosing(new EngineChoice(
                        Optional.of(folder.resolve("terraform").toString()), Optional.empty(), request, false));
        Workspace workspace = Workspace.of(new Project(folder), configured, tools);
        workspace.initialize(said::add);
        return workspace;
    }
}
