package io.github.qisaws.environment;

import java.util.List;
import java.util.Optional;

/**
 * What the guard holds this environment's plans to, beside its own rules.
 *
 * @param accepted rules that need not be settled, each with the reason that reviews show
 * @param stateful further addresses that hold data; {@code *} stands for any characters
 * @param maxDestroys how many resources one plan may destroy
 */
public record GuardPolicy(List<Accepted> accepted, List<String> stateful, int maxDestroys) {
    /** More than the usual number is accepted with a reason, never by a number alone. */
    static final int MOST_DESTROYS = 10;

    public GuardPolicy {
        accepted = List.copyOf(accepted);
        stateful = List.copyOf(stateful);
    }

    /**
     * An accepted rule.
     *
     * @param address where alone it is accepted; empty: everywhere
     */
    public record Accepted(String rule, Optional<String> address, String reason) {
        /** What the acceptance is for; two for the same would contradict each other. */
        public String key() {
            return address.map(place -> rule + " " + place).orElse(rule);
        }
    }
}
