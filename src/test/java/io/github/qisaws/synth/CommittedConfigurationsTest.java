package io.github.qisaws.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.Topology;
import io.github.qisaws.synth.Configuration.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommittedConfigurationsTest {
    private static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("environments"))) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theDeploymentOfEachEnvironmentIsItsCommittedConfiguration(Path folder) throws IOException {
        Environment environment = EnvironmentFile.read(folder);
        String committed = Files.readString(folder.resolve(Configuration.FILE));

        assertThat(new Configuration(committed).standing(Architectures.deploymentOf(environment)))
                .isEqualTo(Standing.CURRENT);
    }

    @Test
    void eachKindOfDeploymentIsAmongThem() throws IOException {
        assertThat(folders())
                .<Class<?>>map(folder -> EnvironmentFile.read(folder).topology().getClass())
                .containsAll(kinds(Topology.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(CommittedConfigurationsTest::kinds)
                : Stream.of(type);
    }
}
