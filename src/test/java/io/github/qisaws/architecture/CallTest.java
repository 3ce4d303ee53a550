package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final Contract CONTRACT = new Contract(
            "network",
            "Network",
            "A network.",
            List.of(
                    Input.required("zone", "string", "a").oneOf("a", "b").build(),
                    Input.optional("size", "number", 3).between(1, 5).build()),
            List.of(new Contract.Output("id", "The id.")),
            List.of());

    @Test
    void refersToAnOutputByModuleAddress() {
        assertThat(Call.of(CONTRACT, Map.of("zone", "a")).output("id")).isEqualTo("${module.network.id}");
    }

    @Test
    void refusesAnOutputThatTheContractDoesNotHave() {
        Call call = Call.of(CONTRACT, Map.of("zone", "a"));
        assertThatThrownBy(() -> call.output("name")).hasMessage("network has no output name");
    }

    @Test
    void refusesAnArgumentThatTheContractDoesNotHave() {
        assertThatThrownBy(() -> Call.of(CONTRACT, Map.of("zone", "a", "colour", "red")))
                .hasMessage("network has no input colour");
    }

    @Test
    void refusesToLeaveOutARequiredInput() {
        assertThatThrownBy(() -> Call.of(CONTRACT, Map.of("size", 2))).hasMessage("network needs zone");
    }
}
