package io.github.qisaws.review.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The guard settings of one environment and one command line.
 *
 * @param allowedDestroys exact addresses given with {@code --allow-destroy}
 * @param accepted reasons by rule ({@code open-to-world}), or by rule and address ({@code open-to-world ADDRESS});
 *     rules that only {@code --allow-destroy} accepts cannot be named
 * @param statefulPatterns further addresses of stateful resources; {@code *} stands for any characters
 * @param maxDestroys how many resources one plan may destroy, not counting the allowed ones
 * @param connections database connections of the web servers, if known
 */
public record Policy(
        Set<String> allowedDestroys,
        Map<String, String> accepted,
        List<String> statefulPatterns,
        int maxDestroys,
        Optional<Connections> connections) {
    public static final int USUAL_DESTROYS = 10;
    public static final Policy STRICT = new Policy(Set.of(), Map.of(), List.of(), USUAL_DESTROYS, Optional.empty());

    public Policy {
        allowedDestroys = Set.copyOf(allowedDestroys);
        accepted = Map.copyOf(accepted);
        statefulPatterns = List.copyOf(statefulPatterns);
        accepted.forEach(Policy::check);
    }

    /** The same policy with these addresses allowed. */
    public Policy allowing(Set<String> addresses) {
        return new Policy(addresses, accepted, statefulPatterns, maxDestroys, connections);
    }

    /** The same policy with the accepted rules, or rules at an address, and the reason for each. */
    public Policy accepting(Map<String, String> reasons) {
        return new Policy(allowedDestroys, reasons, statefulPatterns, maxDestroys, connections);
    }

    Finding apply(Finding finding) {
        if (finding.rule().liftedByAddress()) {
            return allowedDestroys.contains(finding.subject())
                    ? finding.acceptedBecause("allowed with --allow-destroy")
                    : finding;
        }
        String id = finding.rule().id();
        String reason = accepted.getOrDefault(id + " " + finding.subject(), accepted.get(id));
        return reason == null ? finding : finding.acceptedBecause(reason);
    }

    private static void check(String key, String reason) {
        String id = key.contains(" ") ? key.substring(0, key.indexOf(' ')) : key;
        RuleName rule =
                RuleName.byId(id).orElseThrow(() -> new IllegalArgumentException("the guard has no rule " + id));
        if (rule.liftedByAddress()) {
            throw new IllegalArgumentException(id + " can only be allowed with --allow-destroy ADDRESS");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("accepting " + id + " requires a reason");
        }
    }

    /**
     * Database connections that one web server may open, and the limit of the database.
     *
     * @param processes mod_wsgi processes of one server
     * @param poolSize connections that a process keeps in each of its two pools
     */
    public record Connections(int processes, int poolSize, int maxConnections) {
        private static final int MANAGEMENT_OVERFLOW = 1;
        private static final int CACHE_OVERFLOW = 10;

        /** The worst case of one server: QIS lets the management pool overflow by 1, the cache pool by 10. */
        public int perServer() {
            return processes * (poolSize + MANAGEMENT_OVERFLOW + poolSize + CACHE_OVERFLOW);
        }
    }
}
