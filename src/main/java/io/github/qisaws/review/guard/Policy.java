package io.github.qisaws.review.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one environment and one command line allow.
 *
 * @param allowedDestroys exact addresses whose loss was allowed on the command line
 * @param accepted reasons by rule ({@code open-to-world}), or by rule and address ({@code open-to-world ADDRESS});
 *     rules that only an address lifts are not affected
 * @param statefulPatterns further addresses that hold data; {@code *} stands for any characters
 * @param maxDestroys how many resources may be destroyed at once, beside the allowed ones
 * @param connections what the web servers need of the database, where that is known
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

    /** The same policy with the reason for which a rule, or a rule at an address, is accepted. */
    public Policy accepting(Map<String, String> reasons) {
        return new Policy(allowedDestroys, reasons, statefulPatterns, maxDestroys, connections);
    }

    Finding apply(Finding finding) {
        if (finding.rule().liftedByAddress()) {
            return allowedDestroys.contains(finding.subject())
                    ? finding.acceptedBecause("allowed by name on the command line")
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
            throw new IllegalArgumentException(id + " can only be allowed by naming the address on the command line");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("accepting " + id + " needs a reason");
        }
    }

    /**
     * What one web server may take of the database, and what the database has.
     *
     * @param processes mod_wsgi processes of a server
     * @param poolSize connections kept in each of a process's two pools
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
