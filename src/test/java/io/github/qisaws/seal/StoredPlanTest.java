package io.github.qisaws.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects of the bucket are plans, and which of them belongs to a checkout. */
class StoredPlanTest {
    private static final String COMMIT = "a".repeat(40);
    private static final String OTHER = "b".repeat(40);
    private static final String INPUTS = "1".repeat(64);
    private static final String HASH = "3".repeat(64);
    private static final String CHANGED = "2".repeat(64);
    private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");

    @Test
    void aPlanIsReadFromItsKey() {
        StoredPlan plan = new StoredPlan("demo", COMMIT, INPUTS, HASH, NOW);
        assertThat(plan.key()).isEqualTo("plans/demo/" + COMMIT + "/" + INPUTS + "/" + HASH + ".zip");
        assertThat(StoredPlan.of(plan.key(), NOW)).contains(plan);
        assertThat(plan.key()).startsWith(StoredPlan.prefix("demo"));
        assertThat(StoredPlan.prefix("demo")).isEqualTo("plans/demo/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plans/demo/",
                "plans/demo/COMMIT/INPUTS.zip",
                "plans/../COMMIT/INPUTS/HASH.zip",
                "plans/demo/COMMIT/INPUTS/HASH.zip.old",
                "x/plans/demo/COMMIT/INPUTS/HASH.zip"
            })
    void whatIsNoPlanOfOursIsLeftOut(String key) {
        assertThat(StoredPlan.of(
                        key.replace("COMMIT", COMMIT).replace("INPUTS", INPUTS).replace("HASH", HASH), NOW))
                .isEmpty();
    }

    @Test
    void theSameContentCountsMoreThanTheSameCommit() {
        assertChosen(plan(OTHER, INPUTS, 0), plan(COMMIT, CHANGED, 9));
    }

    @Test
    void ofTheSameContentThePlanOfTheCommitIsTaken() {
        assertChosen(plan(COMMIT, INPUTS, 0), plan(OTHER, INPUTS, 9));
    }

    @Test
    void elseThePlanOfACommitThatTheCheckoutContains() {
        String contained = "c".repeat(40);
        assertChosen(plan(contained, CHANGED, 0), plan(OTHER, CHANGED, 9), contained::equals);
    }

    @Test
    void elseTheNewest() {
        assertChosen(plan(OTHER, CHANGED, 9), plan(OTHER, CHANGED, 0));
    }

    @Test
    void withoutPlansNoneIsTaken() {
        assertThat(StoredPlan.choose(List.of(), new StoredPlan.Wanted(COMMIT, INPUTS, commit -> true)))
                .isEmpty();
    }

    private static StoredPlan plan(String commit, String inputs, int seconds) {
        return new StoredPlan("demo", commit, inputs, HASH, NOW.plusSeconds(seconds));
    }

    private static void assertChosen(StoredPlan expected, StoredPlan other) {
        assertChosen(expected, other, commit -> false);
    }

    /** Whatever the order in the bucket. */
    private static void assertChosen(StoredPlan expected, StoredPlan other, Predicate<String> contains) {
        StoredPlan.Wanted wanted = new StoredPlan.Wanted(COMMIT, INPUTS, contains);
        assertThat(StoredPlan.choose(List.of(expected, other), wanted)).contains(expected);
        assertThat(StoredPlan.choose(List.of(other, expected), wanted)).contains(expected);
    }
}
