package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.environment.EnvironmentSchema;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** An input that a key of the environment file feeds says what the key says. */
class InputOfKeyTest {
    @Test
    void hasNameTypeDefaultAndBoundsOfANumber() {
        Input input = Input.of("load-balancer.idle-timeout").build();

        assertThat(input.name()).isEqualTo("idle_timeout");
        assertThat(input.type()).isEqualTo("number");
        assertThat(input.defaultValue()).contains(60);
        assertThat(input.description())
                .isEqualTo(EnvironmentSchema.key("load-balancer.idle-timeout").description());
        assertThat(input.rules())
                .extracting(Input.Rule::message)
                .containsExactly("idle_timeout must be a whole number between 1 and 74.");
        assertThat(input.origin()).contains(new Input.Origin("load-balancer.idle-timeout", true));
    }

    @Test
    void namesTheUnitOfAVolume() {
        assertThat(Input.of("web.root-volume").build().name()).isEqualTo("root_volume_gib");
    }

    @Test
    void allowsTheWordsOfAChoice() {
        Input input = Input.of("network.nat").build();

        assertThat(input.type()).isEqualTo("string");
        assertThat(input.defaultValue()).contains("one");
        assertThat(input.rules())
                .extracting(Input.Rule::condition)
                .containsExactly("contains([\"none\", \"one\", \"per-zone\"], var.nat)");
    }

    @Test
    void allowsTheNumbersThatAreOffered() {
        assertThat(Input.of("containers.log-days").build().rules())
                .singleElement()
                .extracting(Input.Rule::message, InstanceOfAssertFactories.STRING)
                .startsWith("log_days must be one of 1, 3, 5, 7,")
                .endsWith(" 3653.");
    }

    @Test
    void isASwitchForTrueOrFalse() {
        Input input = Input.of("web.self-healing").build();

        assertThat(input.type()).isEqualTo("bool");
        assertThat(input.rules())
                .extracting(Input.Rule::message)
                .containsExactly("self_healing must be true or false.");
    }

    @Test
    void needsARuleOfItsOwnForAText() {
        assertThatThrownBy(() -> Input.of("host-name").build()).hasMessage("input host_name has no validation");
    }

    @Test
    void needsADefaultThatDoesNotDependOnOtherKeys() {
        assertThatThrownBy(() -> Input.of("web.processes"))
                .hasMessage("web.processes has no fixed default for a module");
    }

    @Test
    void needsATypeThatIsNoList() {
        assertThatThrownBy(() -> Input.of("network.ssh-from"))
                .hasMessage("network.ssh-from has a type that needs a Terraform type of its own");
    }

    @Test
    void keepsItsOwnNameAndDefaultWhereItIsOnlyFed() {
        Input input =
                Input.optional("copy_days", "number", 7).fedBy("backup.days").build();

        assertThat(input.name()).isEqualTo("copy_days");
        assertThat(input.defaultValue()).contains(7);
        assertThat(input.rules())
                .extracting(Input.Rule::message)
                .containsExactly("copy_days must be a whole number between 1 and 3650.");
    }

    @Test
    void keepsItsOwnRulesWhereItOnlyTakesTheValue() {
        Input input = Input.optional("subnet_prefix", "number", 20)
                .valueOf("network.subnet-prefix")
                .between(16, 28)
                .build();

        assertThat(input.rules()).hasSize(1);
        assertThat(input.origin()).contains(new Input.Origin("network.subnet-prefix", true));
    }

    @Test
    void hasNoRuleOfAKeyThatOnlyDecides() {
        Input input = Input.optional("watch", "set(string)", List.of())
                .decidedBy("architecture")
                .rule("length(var.watch) < 9", "watch is too long.", List.of())
                .build();

        assertThat(input.rules()).hasSize(1);
        assertThat(input.origin()).contains(new Input.Origin("architecture", false));
    }
}
