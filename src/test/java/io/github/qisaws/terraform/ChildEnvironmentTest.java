package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    @Test
    void whatWouldChangeAPlanUnseenIsRemoved() {
        Map<String, String> ours =
                new HashMap<>(Map.of("TF_TOKEN_app_terraform_io", "t", "AWS_PROFILE", "p", "PATH", "/bin"));
        List.of(
                        "TF_CLI_ARGS",
                        "TF_CLI_ARGS_plan",
                        "TF_VAR_x",
                        "TF_WORKSPACE",
                        "TF_DATA_DIR",
                        "TF_LOG",
                        "TF_REATTACH_PROVIDERS",
                        "TF_CLI_CONFIG_FILE")
                .forEach(name -> ours.put(name, "x"));

        assertThat(ChildEnvironment.from(ours, false))
                .isEqualTo(Map.of(
                        "TF_TOKEN_app_terraform_io", "t",
                        "AWS_PROFILE", "p",
                        "PATH", "/bin",
                        "GOGC", "400",
                        "GOMEMLIMIT", "1500MiB",
                        "CHECKPOINT_DISABLE", "1",
                        "TF_IN_AUTOMATION", "1",
                        "TF_INPUT", "0"));
    }

    @Test
    void thePersonsOwnMemorySettingsAndADebugLogStay() {
        assertThat(ChildEnvironment.from(Map.of("GOGC", "50", "GOMEMLIMIT", "1GiB", "TF_LOG", "trace"), true))
                .containsEntry("GOGC", "50")
                .containsEntry("GOMEMLIMIT", "1GiB")
                .containsEntry("TF_LOG", "trace");
    }
}
