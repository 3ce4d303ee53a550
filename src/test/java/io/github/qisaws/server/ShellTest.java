package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
    @Test
    void aCommandThatOthersWaitForGetsNoMoreThanItsLimit() {
        assertThatThrownBy(() -> Shell.checkWithin(Duration.ofMillis(300), List.of("sleep", "60")))
                .isInstanceOf(Shell.NoEnd.class)
                .hasMessageContaining("no end within")
                .hasMessageContaining("sleep 60");
    }

    @Test
    void aCommandThatFailsHadAnEnd() {
        assertThatThrownBy(() -> Shell.checkWithin(Duration.ofSeconds(30), List.of("false")))
                .isNotInstanceOf(Shell.NoEnd.class)
                .hasMessageContaining("ended with 1");
    }
}
