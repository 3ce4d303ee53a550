package io.github.qisaws.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aConnectionStringInAnErrorOfTerraformIsHidden() {
        Problem problem = new Problem(
                ExitCode.FAILED,
                "cannot connect with password=Zq4x7",
                "dial postgres://u:Zq4x7@h/db failed",
                "Check --token Zq4x7.");
        assertThat(String.join("\n", Failure.lines(problem, new Effects())))
                .doesNotContain("Zq4x7")
                .contains("postgres://u:(hidden)@h/db");
    }
}
