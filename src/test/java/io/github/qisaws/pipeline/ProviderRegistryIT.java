package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.TestEngine;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.terraform.ProviderRequest;
import io.github.qisaws.workspace.EngineChoice;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first init of an environment against a registry on this machine, with the real engine. */
class ProviderRegistryIT {
    private static final String ENVIRONMENT = "demo";
    private static final TestEngine ENGINE = TestEngine.find();

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private Path lock;

    @BeforeEach
    void project() throws IOException {
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        Path environment = folder.resolve("environments").resolve(ENVIRONMENT);
        TestEngine.copy(Path.of("environments").resolve(ENVIRONMENT), environment);
        // Init must reach the provider without a state bucket.
        Files.writeString(
                environment.resolve("local_override.tf.json"), "{\"terraform\": {\"backend\": {\"local\": {}}}}");
        lock = environment.resolve(".terraform.lock.hcl");
    }

    @Test
    void theNewestTestedVersionIsLockedAndANewerOneNamedOnce() throws IOException {
        try (LocalRegistry registry = registry("5.100.0", "6.48.0", "6.99.0", "7.1.0")) {
            init(registry, ProviderRequest.TESTED);

            assertThat(lock).content().contains("version     = \"6.48.0\"", "\"h1:", "\"zh:");
            assertThat(said)
                    .contains(
                            "Selected AWS provider 6.48.0, the newest tested version. Commit " + lock + ".",
                            "AWS provider 6.99.0 exists, but was not tested with this release of qis-aws. To use it anyway, delete"
                                    + " the entry for hashicorp/aws in " + lock
                                    + " and rerun with --provider-version 6.99.0.");

            said.clear();
            init(registry, ProviderRequest.TESTED);
            assertThat(said).as("the second run").isEmpty();

            assertThatThrownBy(() -> init(registry, request("6.99.0")))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.USAGE));
            assertThat(lock).content().contains("6.48.0");

            Files.delete(lock);
            init(registry, request("6.99.0"));
            assertThat(lock).content().contains("version     = \"6.99.0\"");
            assertThat(said)
                    .contains(
                            "Selected AWS provider 6.99.0 as requested. This version was not tested with this release of"
                                    + " qis-aws. Commit " + lock + ".")
                    .noneMatch(line -> line.contains("exists"));
        }
    }

    @Test
    void aVersionThatTheRegistryLacksLeadsToTheNext() throws IOException {
        try (LocalRegistry registry = registry("5.99.0", "5.100.0", "6.99.0")) {
            init(registry, ProviderRequest.TESTED);
        }
        assertThat(lock).content().contains("version     = \"5.100.0\"");
        assertThat(said)
                .anyMatch(line -> line.startsWith("Selected AWS provider 5.100.0. The newest tested version, 6.48.0"));
    }

    @Test
    void aVersionConstraintOfTheUserDecidesAmongTheVersions() throws IOException {
        Files.writeString(lock.resolveSibling("pinned_override.tf.json"), """
                {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "= 6.30.0"}}}}
                """);
        try (LocalRegistry registry = registry("5.100.0", "6.30.0", "6.48.0")) {
            init(registry, ProviderRequest.TESTED);
            assertThat(lock).content().contains("version     = \"6.30.0\"");
            assertThat(said)
                    .anyMatch(line -> line.startsWith("Selected AWS provider 6.30.0. The tested versions"))
                    .anyMatch(line -> line.startsWith("AWS provider 6.30.0 has known faults"));

            Files.writeString(lock, Files.readString(lock).replace("6.30.0", "6.48.0"));
            assertThatThrownBy(() -> init(registry, ProviderRequest.TESTED))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().what()).contains("version constraint excludes");
                        assertThat(e.problem().fix()).contains("delete the entry for hashicorp/aws in " + lock);
                    });
        }
    }

    @Test
    void withoutATestedVersionTheEngineSelectsAndThatIsReported() throws IOException {
        try (LocalRegistry registry = registry("5.99.0", "6.99.0")) {
            init(registry, ProviderRequest.TESTED);
        }
        assertThat(lock).content().contains("version     = \"6.99.0\"");
        assertThat(said).anyMatch(line -> line.startsWith("Selected AWS provider 6.99.0. No tested version"));
    }

    @Test
    void aRegistryThatDoesNotAnswerLeavesNoLockFile() throws IOException {
        LocalRegistry registry = registry("6.48.0");
        registry.close();

        assertThatThrownBy(() -> init(registry, ProviderRequest.TESTED))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
                    assertThat(e.problem().what()).isEqualTo("cannot install the AWS provider");
                });
        assertThat(lock).doesNotExist();
    }

    private static LocalRegistry registry(String... versions) throws IOException {
        return new LocalRegistry(ENGINE.binary().platform(), List.of(versions));
    }

    private static ProviderRequest request(String version) {
        return ProviderRequest.of(Optional.of(version), Tools.PROVIDERS);
    }

    private void init(LocalRegistry registry, ProviderRequest request) throws IOException {
        Path configuration = Files.writeString(folder.resolve("engine.tfrc"), registry.configuration());
        Map<String, String> variables = new TreeMap<>(TestEngine.OURS);
        // An emulator that the shell of the developer points at would get a copy of the environment instead.
        variables.keySet().removeIf(name -> name.startsWith("AWS_"));
        variables.put("TF_CLI_CONFIG_FILE", configuration.toString());
        Tools tools = Tools.of(ENGINE.runner(), variables)
                .choosing(new EngineChoice(
                        Optional.of(ENGINE.binary().executable().toString()), Optional.empty(), request, false));
        new Deployments(new Project(folder), tools, said::add).init(ENVIRONMENT);
    }
}
