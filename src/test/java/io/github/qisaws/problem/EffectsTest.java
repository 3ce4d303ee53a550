package io.github.qisaws.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffectsTest {
    private final Effects effects = new Effects();

    @Test
    void withoutAnEffectNothingWasChanged() {
        effects.watchInAws(() -> "");
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    @Test
    void localEffectsAreNamedAndThatAwsIsUntouched() {
        effects.add("stopped process 12 of an interrupted run");
        effects.add("released state lock 7 (owner: me@here)");
        assertThat(effects.sentence())
                .isEqualTo(
                        "No AWS resources were changed. This command stopped process 12 of an interrupted run; released"
                                + " state lock 7 (owner: me@here).");
    }

    @Test
    void effectsInAwsAreNotSaidToBeNothing() {
        StringBuilder applied = new StringBuilder();
        effects.watchInAws(applied::toString);
        effects.addInAws("removed rule sgr-1 from security group sg-1");
        effects.add("initialized demo");
        applied.append("applied 2 of 2 resource changes");
        assertThat(effects.sentence())
                .isEqualTo(
                        "This command initialized demo; applied 2 of 2 resource changes; removed rule sgr-1 from security group"
                                + " sg-1.");
    }

    @Test
    void theSameEffectIsNamedOnce() {
        effects.add("initialized demo");
        effects.add("initialized demo");
        assertThat(effects.sentence()).isEqualTo("No AWS resources were changed. This command initialized demo.");
    }
}
