package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.environment.RoleSetting.Part;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleSettingTest {
    private static final RoleSetting THREADS = RoleSetting.of(Part.WEB, WebKeys.THREADS);
    private static final RoleSetting LEVEL = RoleSetting.of(
            Part.WEB,
            Section.at("web", "Web.")
                    .key(
                            "log-level",
                            ChoiceType.of(List.of("info", "debug")),
                            Default.of("info"),
                            "Level of the log."));

    @Test
    void isNamedAfterItsKey() {
        assertThat(LEVEL.name()).isEqualTo("QIS_LOG_LEVEL");
    }

    @Test
    void allowsTheWordsOfItsKey() {
        assertThat(LEVEL.form()).isEqualTo("info|debug");
        assertThat(LEVEL.allowed()).isEqualTo("one of info, debug");
    }

    @Test
    void isCheckedByItsFormWhereItIsANumber() {
        assertThat(THREADS.form()).isEqualTo("[0-9]{1,6}");
        assertThat(THREADS.allowed()).isEqualTo("a whole number");
    }

    @Test
    void maySwitchSomething() {
        var key = Section.at("web", "Web.").key("probe", new BooleanType(), Default.of(true), "Probe.");

        assertThat(RoleSetting.of(Part.WEB, key).form()).isEqualTo("true|false");
    }

    @Test
    void cannotBeAText() {
        RoleSetting text = RoleSetting.of(Part.WEB, Keys.HOST_NAME);

        assertThatThrownBy(text::form)
                .hasMessage("host-name is a text, which the role file cannot check by the key alone");
    }

    @Test
    void hasTheDefaultOfItsKeyOnServersUnlessTheyWorkItOut() {
        assertThat(THREADS.serverDefault()).contains("15");
        assertThat(THREADS.workedOutByServer().serverDefault()).isEmpty();
        assertThat(RoleSetting.of(Part.WEB, WebKeys.PROCESSES).serverDefault()).isEmpty();
    }
}
