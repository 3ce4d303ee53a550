package io.github.qisaws.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.terraform.Event;
import org.junit.jupiter.api.Test;

class AppliedChangesTest {
    private final AppliedChanges applied = new AppliedChanges(2);

    @Test
    void beforeTheFirstResourceThereIsNothingToSay() {
        step(Event.Stage.REFRESH_COMPLETE, "a.old", "create");
        step(Event.Stage.APPLY_START, "data.a.read", "read");
        step(Event.Stage.APPLY_COMPLETE, "data.a.read", "read");
        assertThat(applied.words()).isEmpty();
    }

    @Test
    void aCompleteApplyIsCounted() {
        step(Event.Stage.APPLY_START, "a.one", "create");
        assertThat(applied.words()).isEqualTo("applied 0 of 2 resource changes (outcome unknown: a.one)");
        step(Event.Stage.APPLY_COMPLETE, "a.one", "create");
        assertThat(applied.words()).isEqualTo("applied 1 of 2 resource changes");
        step(Event.Stage.APPLY_COMPLETE, "a.two", "create");
        assertThat(applied.words()).isEqualTo("applied 2 of 2 resource changes");
        step(Event.Stage.APPLY_COMPLETE, "a.unforeseen", "create");
        assertThat(applied.words()).isEqualTo("applied 3 resource changes");
    }

    @Test
    void withoutATotalOnlyWhatWasDoneIsCounted() {
        AppliedChanges unknown = new AppliedChanges(0);
        unknown.accept(new Event.Step(
                Event.Stage.APPLY_COMPLETE, new Event.Resource("a.one", "", "a", "one"), "create", "", 0));
        assertThat(unknown.words()).isEqualTo("applied 1 resource change");
    }

    @Test
    void whatFailedAndWhatIsOpenIsNamed() {
        for (String address : new String[] {"a.done", "a.failed", "a.open"}) {
            step(Event.Stage.APPLY_START, address, "create");
        }
        step(Event.Stage.APPLY_COMPLETE, "a.done", "create");
        step(Event.Stage.APPLY_ERRORED, "a.failed", "create");
        assertThat(applied.words())
                .isEqualTo(
                        "applied 1 of 2 resource changes (failed, possibly incomplete: a.failed; outcome unknown: a.open)");
    }

    @Test
    void ofManyOnlyFiveAreNamed() {
        for (int i = 1; i <= 7; i++) {
            step(Event.Stage.APPLY_START, "a.r" + i, "delete");
        }
        assertThat(applied.words())
                .isEqualTo(
                        "applied 0 of 2 resource changes (outcome unknown: a.r1, a.r2, a.r3, a.r4, a.r5, and 2 more)");
    }

    private void step(Event.Stage stage, String address, String action) {
        applied.accept(new Event.Step(stage, new Event.Resource(address, "", "a", "b"), action, "", 0));
    }
}
