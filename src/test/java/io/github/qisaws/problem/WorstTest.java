package io.github.qisaws.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorstTest {
    @Test
    void aFailureIsWorseThanABlockedPlanThanDriftThanSuccess() {
        assertThat(Worst.of(List.of(ExitCode.OK, ExitCode.DRIFT, ExitCode.BLOCKED)))
                .isEqualTo(ExitCode.BLOCKED);
        assertThat(Worst.of(List.of(ExitCode.BLOCKED, ExitCode.FAILED, ExitCode.OK)))
                .isEqualTo(ExitCode.FAILED);
        assertThat(Worst.of(List.of())).isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void everyCodeHasItsPlaceAndNoneIsBetterThanSuccess(ExitCode code) {
        assertThat(Worst.of(List.of(ExitCode.OK, code))).isEqualTo(code);
    }
}
