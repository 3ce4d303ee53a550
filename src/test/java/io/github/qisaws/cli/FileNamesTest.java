package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void noNameIsTakenTwice() {
        assertThat(FileNames.of(List.of("a/plan.json", "b/plan.json", "a-plan.json", "Demo", "demo")))
                .containsExactly("a-plan.json", "b-plan.json", "a-plan.json-2", "Demo", "demo-2");
    }
}
