package io.github.qisaws.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.architecture.Input;
import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.synth.Configuration.Standing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final Contract CONTRACT = new Contract(
            "network",
            "Network",
            "A network.",
            List.of(Input.required("size", "number", 3).between(1, 5).build()),
            List.of(),
            List.of());

    private static Deployment deployment(int size) {
        return new Deployment(
                "demo",
                new Placement("eu-west-1", "123456789012", ArchitectureName.TWO_SERVER, false),
                new StateBackend.S3("bucket", "key"),
                List.of(new Call("network", CONTRACT, new TreeMap<>(Map.of("size", size)))),
                new TreeMap<>(),
                new TreeMap<>());
    }

    private static Configuration written(Deployment deployment) {
        return Configuration.of(deployment, new TreeMap<>(Map.of("module", Map.of("network", Map.of("size", 3)))));
    }

    @Test
    void whatWasJustWrittenIsCurrent() {
        assertThat(written(deployment(3)).standing(deployment(3))).isEqualTo(Standing.CURRENT);
    }

    @Test
    void aChangedArgumentMakesItOutdated() {
        assertThat(written(deployment(3)).standing(deployment(4))).isEqualTo(Standing.OUTDATED);
    }

    @Test
    void aChangeByHandIsNoticed() {
        String edited = written(deployment(3)).text().replace("\"size\": 3", "\"size\": 4");
        assertThat(new Configuration(edited).standing(deployment(3))).isEqualTo(Standing.EDITED);
    }

    @Test
    void aFileWithoutHeaderCountsAsEdited() {
        assertThat(new Configuration("{\"module\": {}}").standing(deployment(3)))
                .isEqualTo(Standing.EDITED);
    }

    @Test
    void aFileThatIsNotJsonCountsAsEdited() {
        assertThat(new Configuration("<<<<<<< HEAD").standing(deployment(3))).isEqualTo(Standing.EDITED);
    }
}
