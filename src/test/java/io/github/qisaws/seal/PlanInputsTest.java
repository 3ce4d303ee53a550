package io.github.qisaws.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.ScriptedProject;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a work tree a plan is made from. */
class PlanInputsTest {
    private static final String OWN = "environments/demo";
    private static final String MODULE = "modules/network";

    @TempDir
    private Path folder;

    private Project project;
    private SortedMap<String, String> before;

    @BeforeEach
    void project() throws IOException {
        project = new ScriptedProject(folder, "demo").project;
        before = inputs();
    }

    @Test
    void theEnvironmentAndEachModuleThatItUsesHaveAHash() {
        assertThat(before).containsKeys(OWN, MODULE, "modules/load-balancer").doesNotContainKey("modules/database");
        assertThat(before.values()).allSatisfy(hash -> assertThat(hash).matches("[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"environments/demo/more.tf", "environments/demo/sub/more.txt", "environments/demo/README.md"})
    void aFileOfTheEnvironmentCounts(String file) {
        assertChanges(file, OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"modules/network/more.tf", "modules/network/sub/README.md", "modules/network/examples.tf"})
    void aFileOfAModuleCounts(String file) {
        assertChanges(file, MODULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments/demo/.terraform.lock.hcl",
                "environments/demo/.terraform/modules/modules.json",
                "environments/demo/sub/.hidden",
                "environments/demo/terraform.tfstate",
                "environments/demo/errored.tfstate.backup",
                "environments/other/main.tf",
                "modules/network/.hidden",
                "modules/network/README.md",
                "modules/network/examples/simple/main.tf",
                "modules/network/tests/more.tftest.hcl",
                "modules/database/more.tf"
            })
    void whatIsInNoPlanDoesNotCount(String file) {
        Folders.write(folder.resolve(file), "x");
        assertThat(inputs()).isEqualTo(before);
    }

    @Test
    void oneHashStandsForAllOfThem() {
        SortedMap<String, String> others = new TreeMap<>(before);
        others.put(OWN, "0");
        assertThat(PlanInputs.digest(before)).matches("[0-9a-f]{64}").isNotEqualTo(PlanInputs.digest(others));
    }

    private void assertChanges(String file, String input) {
        Folders.write(folder.resolve(file), "x");
        SortedMap<String, String> after = inputs();
        assertThat(after.get(input)).isNotEqualTo(before.get(input));
        after.put(input, before.get(input));
        assertThat(after).isEqualTo(before);
    }

    private SortedMap<String, String> inputs() {
        Path demo = project.folder("demo");
        var environment = EnvironmentFile.read(demo);
        var configuration = new Configuration(Folders.read(demo.resolve(Configuration.FILE)));
        return PlanInputs.of(
                new ConfiguredEnvironment(environment, Architectures.deploymentOf(environment), configuration, demo),
                project);
    }
}
