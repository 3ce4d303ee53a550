package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.environment.schema.Key;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Key<?> IDLE_TIMEOUT = EnvironmentSchema.key("load-balancer.idle-timeout");

    @TempDir
    private Path work;

    private Settings settings(String more) {
        return EnvironmentFile.read(TestFiles.environment(work, "demo", TestFiles.SHORTEST + more))
                .site()
                .settings();
    }

    @Test
    void haveTheValueThatIsGiven() {
        assertThat(settings("load-balancer: {idle-timeout: 61}\n").value(IDLE_TIMEOUT))
                .contains(61);
    }

    @Test
    void haveTheFixedDefaultOfAKeyThatIsLeftOut() {
        assertThat(settings("").value(IDLE_TIMEOUT)).contains(60);
    }

    @Test
    void haveNoValueForADerivedDefault() {
        assertThat(settings("").value(EnvironmentSchema.key("web.processes"))).isEmpty();
    }

    @Test
    void haveEveryKeyOfTheKindThatHasAValue() {
        assertThat(settings("").values())
                .containsEntry("region", "eu-west-1")
                .containsEntry("data.snapshot-days", 7)
                .containsEntry("network.nat", "one")
                .doesNotContainKeys("operator-email", "database.storage");
    }

    @Test
    void haveWhatAppliesInTheOpenLayout() {
        Settings settings = settings("network: {layout: open}\n");

        assertThat(settings.value(EnvironmentSchema.key("network.nat"))).contains("none");
        assertThat(settings.value(EnvironmentSchema.key("network.endpoints"))).contains(List.of());
    }

    @Test
    void spellValuesAsTheFileDoes() {
        Settings settings = settings("network: {nat: per-zone, ssh-from: [203.0.113.0/24]}\n");

        assertThat(settings.value(EnvironmentSchema.key("network.nat"))).contains("per-zone");
        assertThat(settings.value(EnvironmentSchema.key("network.ssh-from"))).contains(List.of("203.0.113.0/24"));
    }

    @Test
    void areOfKeysThatExist() {
        assertThatThrownBy(() -> EnvironmentSchema.key("web.thread"))
                .hasMessage("environment files have no key web.thread");
        assertThatThrownBy(() -> EnvironmentSchema.key("web.scaling"))
                .hasMessage("web.scaling is a section of environment files");
    }
}
