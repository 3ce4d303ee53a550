package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsAvailableIsReadInMebibytes() throws IOException {
        Path meminfo = folder.resolve("meminfo");
        Files.writeString(meminfo, "MemTotal:  8388608 kB\nMemFree: 1 kB\nMemAvailable:    2097152 kB\n");
        assertThat(MemoryBudget.available(meminfo)).isEqualTo(2048);
    }

    @Test
    void withoutThatFigureASmallMachineIsAssumed() throws IOException {
        assertThat(MemoryBudget.available(folder.resolve("missing"))).isEqualTo(4 * MemoryBudget.EACH);
        assertThat(MemoryBudget.available(Files.writeString(folder.resolve("meminfo"), "MemTotal: 1 kB\n")))
                .isEqualTo(4 * MemoryBudget.EACH);
    }

    @Test
    void aShareHasALeastAndAMost() {
        assertThat(new MemoryBudget(512 + 2 * 599, 4).limit(2)).isEqualTo("400MiB");
        assertThat(new MemoryBudget(512 + 2 * 900, 4).limit(2)).isEqualTo("600MiB");
        assertThat(new MemoryBudget(512 + 2 * 2300, 4).limit(2)).isEqualTo("1500MiB");
        assertThat(new MemoryBudget(512 + MemoryBudget.EACH, 4).parallel()).isEqualTo(1);
    }

    @Test
    void thisMachineHasMemoryForAtLeastOne() {
        assertThat(MemoryBudget.now().parallel())
                .isBetween(1, Runtime.getRuntime().availableProcessors());
    }
}
