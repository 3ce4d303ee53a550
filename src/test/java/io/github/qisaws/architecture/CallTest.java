package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static Call call(Map<String, Object> arguments) {
        return new Call("network", CONTRACT, new TreeMap<>(arguments));
    }

    @Test
    void refersToAnOutputByModuleAddress() {
        assertThat(call(Map.of("zone", "a")).reference("id")).isEqualTo("module.network.id");
    }

    @Test
    void refusesAnOutputThatTheContractDoesNotHave() {
        Call call = call(Map.of("zone", "a"));
        assertThatThrownBy(() -> call.reference("name")).hasMessage("network has no output name");
    }

    @Test
    void refusesAnArgumentThatTheContractDoesNotHave() {
        assertThatThrownBy(() -> call(Map.of("zone", "a", "colour", "red"))).hasMessage("network has no input colour");
    }

    @Test
    void refusesToLeaveOutARequiredInput() {
        assertThatThrownBy(() -> call(Map.of("size", 2))).hasMessage("network requires zone");
    }
}
