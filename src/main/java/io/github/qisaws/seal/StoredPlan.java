package io.github.qisaws.seal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sealed plan in the state bucket.
 *
 * @param commit the planned commit
 * @param inputs hash of all planned files
 * @param hash SHA-256 of the plan file according to the key, so that each plan has a key of its own and none needs to
 *     be replaced
 */
public record StoredPlan(String environment, String commit, String inputs, String hash, Instant stored) {
    private static final Pattern KEY =
            Pattern.compile("plans/([a-z][a-z0-9-]*)/([0-9a-f]{40,64})/([0-9a-f]{64})/([0-9a-f]{64})\\.zip");

    /** The checkout for which a stored plan is needed. */
    public record Wanted(String commit, String inputs, Predicate<String> contains) {}

    /** The object key in the state bucket. */
    public String key() {
        return prefix(environment) + commit + "/" + inputs + "/" + hash + ".zip";
    }

    static String prefix(String environment) {
        return "plans/" + environment + "/";
    }

    /** Parses an object key; empty if it is not the key of a stored plan. */
    static Optional<StoredPlan> of(String key, Instant stored) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(
                        new StoredPlan(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), stored))
                : Optional.empty();
    }

    /**
     * Selects the plan for a checkout: of the same commit, otherwise of another commit with the same content (after a
     * merge, squash, or rebase). If there is neither, it returns the closest plan, so that the seal check can list the
     * differences: of a commit in the checkout's history, otherwise the newest.
     */
    public static Optional<StoredPlan> choose(List<StoredPlan> plans, Wanted wanted) {
        return plans.stream()
                .min(Comparator.comparing((StoredPlan plan) -> !plan.inputs().equals(wanted.inputs()))
                        .thenComparing(plan -> !plan.commit().equals(wanted.commit()))
                        .thenComparing(plan -> !wanted.contains().test(plan.commit()))
                        .thenComparing(StoredPlan::stored, Comparator.reverseOrder()));
    }
}
