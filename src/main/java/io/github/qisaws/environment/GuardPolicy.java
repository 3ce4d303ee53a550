package io.github.qisaws.environment;

import java.util.List;
import java.util.Optional;

/**
 * Settings of the guard for one environment.
 *
 * @param accepted rules whose findings are accepted, each with the reason that reviews show
 * @param stateful additional addresses that hold data; {@code *} stands for any characters
 * @param maxDestroys how many resources one plan may destroy
 */
public record GuardPolicy(List<Accepted> accepted, List<String> stateful, int maxDestroys) {
    /** The highest limit that a file can set; a plan with more destroys needs an accepted rule with a reason. */
    static final int MOST_DESTROYS = 10;

    public GuardPolicy {
        accepted = List.copyOf(accepted);
        stateful = List.copyOf(stateful);
    }

    /**
     * An accepted rule.
     *
     * @param address the only address for which it is accepted; empty means all addresses
     */
    public record Accepted(String rule, Optional<String> address, String reason) {
        /** Rule and address, by which duplicates are found. */
        public String key() {
            return address.map(place -> rule + " " + place).orElse(rule);
        }
    }
}
