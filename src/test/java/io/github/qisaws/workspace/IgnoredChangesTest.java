package io.github.qisaws.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.ScriptedProject;
import io.github.qisaws.plan.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredChangesTest {
    @TempDir
    private Path folder;

    private ScriptedProject scripted;
    private Path module;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        module = folder.resolve("modules/network/main.tf.json");
    }

    @Test
    void theAttributesOfAResourceAreReadFromItsModule() {
        Folders.write(
                module,
                "{\"resource\":{\"aws_vpc\":{\"this\":{\"lifecycle\":{\"ignore_changes\":[\"tags\",\"cidr_block\"]}}}}}");
        assertThat(ignored("module.network.aws_vpc.this")).containsExactlyInAnyOrder("tags", "cidr_block");
        assertThat(ignored("module.network.aws_vpc.other")).isEmpty();
        assertThat(ignored("module.elsewhere.aws_vpc.this")).isEmpty();
    }

    @Test
    void aModuleThatCannotBeReadIgnoresNothing() {
        Folders.write(module, "{");
        assertThat(ignored("module.network.aws_vpc.this")).isEmpty();
        Folders.delete(module);
        assertThat(ignored("module.network.aws_vpc.this")).isEmpty();
    }

    private Set<String> ignored(String address) {
        var deployment = Architectures.deploymentOf(EnvironmentFile.read(scripted.project.folder("demo")));
        return new IgnoredChanges(scripted.project, deployment).attributes(Address.parse(address));
    }
}
