package io.github.qisaws.workspace;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.synth.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a configuration is generated, and what is reported as written, with a stand-in for CDKTF. */
class ConfiguredEnvironmentTest {
    private static final String GENERATED = "{\"//\": \"generated\"}\n";

    @TempDir
    Path folder;

    private final List<String> generated = new ArrayList<>();
    private final Effects effects = new Effects();
    private Project project;

    @BeforeEach
    void project() throws IOException {
        for (String name : List.of("demo", "staging")) {
            TestEngine.copy(
                    Path.of("environments", name),
                    folder.resolve("environments").resolve(name));
        }
        project = new Project(folder);
    }

    @Test
    void aCurrentConfigurationIsNotGeneratedAgain() throws IOException {
        String committed = Files.readString(file("demo"));
        assertThat(configured().configuration().text()).isEqualTo(committed);
        assertThat(generated).isEmpty();
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    @Test
    void aMissingConfigurationIsGeneratedAndReportedAsWritten() throws IOException {
        Files.delete(file("demo"));
        assertThat(configured().configuration().text()).isEqualTo(GENERATED);
        assertThat(file("demo")).hasContent(GENERATED);
        assertThat(effects.sentence()).endsWith("This command wrote " + file("demo") + ".");
    }

    @Test
    void aConfigurationOfAnEarlierEnvironmentFileIsGeneratedAgain() throws IOException {
        Path file = folder.resolve("environments/demo/environment.yaml");
        Files.writeString(file, Files.readString(file).replace("t3.large", "t3.xlarge"));
        configured();
        assertThat(generated).containsExactly("demo");
    }

    @Test
    void aConfigurationThatWasEditedByHandIsKept() throws IOException {
        String edited = Files.readString(file("demo")).replace("t3.large", "t3.xlarge");
        Files.writeString(file("demo"), edited);
        Problem problem = problem(this::configured);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID_ENVIRONMENT);
        assertThat(file("demo")).hasContent(edited);
    }

    @Test
    void aConfigurationThatCannotBeWrittenIsNotReportedAsWritten() throws IOException {
        block("demo");
        assertThat(problem(this::configured).what()).isEqualTo("cannot write " + file("demo"));
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    @Test
    void aSynthThatFailsHalfWayReportsTheFilesThatItWrote() throws IOException {
        Files.delete(file("demo"));
        block("staging");
        Problem problem = problem(() -> synthesize("demo", "staging"));
        assertThat(problem.what()).isEqualTo("cannot write " + file("staging"));
        assertThat(effects.sentence())
                .isEqualTo("No AWS resources were changed. This command wrote " + file("demo") + ".");
    }

    @Test
    void aSynthReportsWhichFilesChanged() throws IOException {
        Files.writeString(file("demo"), GENERATED);
        assertThat(synthesize("demo", "staging")).isEqualTo(Map.of(file("demo"), false, file("staging"), true));
        assertThat(effects.sentence()).endsWith("This command wrote " + file("staging") + ".");
    }

    /** A folder where the file is to be written. */
    private void block(String name) throws IOException {
        Files.delete(file(name));
        Files.createDirectory(file(name));
    }

    private Path file(String name) {
        return project.folder(name).resolve(Configuration.FILE);
    }

    private ConfiguredEnvironment configured() {
        return ConfiguredEnvironment.of(project, "demo", line -> {}, effects, this::generate);
    }

    private Map<Path, Boolean> synthesize(String... names) {
        return ConfiguredEnvironment.synthesize(project, List.of(names), effects, this::generate);
    }

    private Map<Deployment, Configuration> generate(List<Deployment> deployments) {
        Map<Deployment, Configuration> made = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            generated.add(deployment.name());
            made.put(deployment, new Configuration(GENERATED));
        }
        return made;
    }
}
