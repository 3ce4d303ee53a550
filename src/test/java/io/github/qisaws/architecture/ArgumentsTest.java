package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An input gets its value from its key or from the typed inputs, never from both. */
class ArgumentsTest {
    private static final Contract CONTRACT = new Contract(
            "front",
            "Front",
            "A front.",
            List.of(
                    Input.of("load-balancer.idle-timeout").build(),
                    Input.optional("processor", "string", "x86_64")
                            .decidedBy("image-build.processor")
                            .oneOf("x86_64", "arm64")
                            .build()),
            List.of(),
            List.of());

    private record FrontInputs(Common common, Object values) implements Inputs {
        @Override
        public Contract contract() {
            return CONTRACT;
        }
    }

    private record Passed(int idleTimeout) {}

    private record WorkedOut(String processor) {}

    private static Inputs inputs(Object values) {
        Fed fed = new Fed(new TreeMap<>(Map.of("idle_timeout", 60)));
        return new FrontInputs(new Common("demo", new TreeMap<>(), fed), values);
    }

    @Test
    void refusesAnInputThatItsKeyFeedsAlready() {
        assertThatThrownBy(() -> Arguments.of(inputs(new Passed(60))))
                .hasMessage("front gets idle_timeout from load-balancer.idle-timeout, so it must not be passed");
    }

    @Test
    void takesAValueThatIsWorkedOutFromItsKey() {
        assertThat(Arguments.of(inputs(new WorkedOut("arm64"))))
                .containsEntry("idle_timeout", 60)
                .containsEntry("processor", "arm64");
    }
}
