package io.github.qisaws.seal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sealed plan in the bucket.
 *
 * @param commit that was planned
 * @param inputs one hash of all that it was made from
 */
public record StoredPlan(String environment, String commit, String inputs, Instant stored) {
    private static final Pattern KEY =
            Pattern.compile("plans/([a-z][a-z0-9-]*)/([0-9a-f]{40,64})/([0-9a-f]{64})\\.zip");

    /** What is checked out where a plan is to be applied. */
    public record Wanted(String commit, String inputs, Predicate<String> contains) {}

    /** Where it is in the bucket. */
    public String key() {
        return prefix(environment) + commit + "/" + inputs + ".zip";
    }

    static String prefix(String environment) {
        return "plans/" + environment + "/";
    }

    /** Read from its key; empty for what is none of ours. */
    static Optional<StoredPlan> of(String key, Instant stored) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new StoredPlan(matcher.group(1), matcher.group(2), matcher.group(3), stored))
                : Optional.empty();
    }

    /**
     * The plan that belongs to what is checked out: first one of the very commit, then one that was made from the same
     * content in another commit (merged, squashed, rebased). Where there is neither, the nearest one, which the check of
     * its fields then refuses by their names: one of a commit that is contained, else the newest.
     */
    public static Optional<StoredPlan> choose(List<StoredPlan> plans, Wanted wanted) {
        return plans.stream()
                .min(Comparator.comparing((StoredPlan plan) -> !plan.inputs().equals(wanted.inputs()))
                        .thenComparing(plan -> !plan.commit().equals(wanted.commit()))
                        .thenComparing(plan -> !wanted.contains().test(plan.commit()))
                        .thenComparing(StoredPlan::stored, Comparator.reverseOrder()));
    }
}
