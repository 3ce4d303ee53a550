package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the machine under which another program than the locked provider would get the credentials. */
class ProviderReplacementTest {
    private static final String OVERRIDE =
            "provider_installation {\n  dev_overrides { \"hashicorp/aws\" = \"/x\" }\n}\n";

    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void home() {
        variables.put("HOME", home.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".terraformrc",
                ".tofurc",
                ".config/opentofu/tofurc",
                ".terraform.d/x.tfrc",
                ".terraform.d/x.tfrc.json",
                ".config/opentofu/x.tfrc"
            })
    void devOverridesInAFileThatAnEngineReadsAreRefused(String file) throws IOException {
        write(home.resolve(file), OVERRIDE);
        assertRefused(file + " contains dev_overrides");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"})
    void devOverridesInAFileThatAVariableNamesAreRefused(String variable) throws IOException {
        Path file = home.resolve("any");
        write(file, "{\"provider_installation\":{\"dev\\u005foverrides\":{\"hashicorp/aws\":\"/x\"}}}");
        variables.put(variable, file.toString());
        assertRefused("any contains dev_overrides");
    }

    @Test
    void aProviderThatWasStartedElsewhereIsRefused() {
        variables.put("TF_REATTACH_PROVIDERS", "{}");
        assertRefused("TF_REATTACH_PROVIDERS is set");
    }

    @Test
    void otherSettingsAreAccepted() throws IOException {
        write(home.resolve(".terraformrc"), "# no dev_overrides\nprovider_installation { direct {} }\n");
        write(home.resolve(".terraform.d/notes.txt"), OVERRIDE);
        assertThatCode(() -> ProviderReplacement.refuse(variables, ExitCode.UNAVAILABLE))
                .doesNotThrowAnyException();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> ProviderReplacement.refuse(variables, ExitCode.STALE_PLAN))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    org.assertj.core.api.Assertions.assertThat(e.problem().exitCode())
                            .isEqualTo(ExitCode.STALE_PLAN);
                    org.assertj.core.api.Assertions.assertThat(e.problem().why())
                            .contains(why);
                });
    }
}
