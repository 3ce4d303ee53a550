package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import org.junit.jupiter.api.Test;

class DeedsTest {
    private static final Problem DECLINED = Problem.harmless(ExitCode.DECLINED, "declined", "why", "fix");

    private final Deeds deeds = new Deeds();

    @Test
    void withoutAnythingDoneNothingWasChanged() {
        assertThat(told(DECLINED)).isEqualTo(DECLINED);
    }

    @Test
    void whatWasDoneOnThisMachineIsNamedAndThatAwsIsUntouched() {
        deeds.add("stopped process 12 of an interrupted run");
        deeds.add("released state lock 7 (owner: me@here)");
        assertThat(told(DECLINED))
                .isEqualTo(new Problem(
                        ExitCode.DECLINED,
                        "declined",
                        "why",
                        "fix",
                        "No AWS resources were changed. This command stopped process 12 of an interrupted run; released"
                                + " state lock 7 (owner: me@here)."));
    }

    @Test
    void changesInAwsAreReported() {
        deeds.add("stopped process 12 of an interrupted run");
        deeds.addInAws("removed rule sgr-1 from security group sg-1");
        assertThat(told(DECLINED).state())
                .isEqualTo("This command stopped process 12 of an interrupted run; removed rule sgr-1 from security"
                        + " group sg-1. Nothing else was changed.");
    }

    @Test
    void aProblemThatTellsOfChangesItselfStaysAsItIs() {
        Problem failed = new Problem(ExitCode.FAILED, "failed", "why", "fix", "Some resources were made.");
        deeds.add("stopped process 12 of an interrupted run");
        assertThat(told(failed)).isEqualTo(failed);
    }

    private Problem told(Problem problem) {
        Problem[] told = new Problem[1];
        assertThatThrownBy(() -> deeds.told(() -> {
                    throw problem.asException();
                }))
                .isInstanceOfSatisfying(ProblemException.class, e -> told[0] = e.problem());
        return told[0];
    }
}
