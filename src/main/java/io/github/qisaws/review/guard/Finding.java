package io.github.qisaws.review.guard;

import java.util.Objects;
import java.util.Optional;

/**
 * One dangerous change that a rule found in a plan.
 *
 * @param subject the resource address to give to {@code --allow-destroy}; empty if it concerns the whole plan
 * @param words the change and its consequence, in full sentences
 * @param fix what the user can do
 * @param accepted the reason why it is accepted; empty while it is open
 */
public record Finding(RuleName rule, Level level, String subject, String words, String fix, Optional<String> accepted) {

    public Finding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(level);
    }

    public static Finding of(RuleName rule, Level level, String subject, String words, String fix) {
        return new Finding(rule, level, subject, words, fix, Optional.empty());
    }

    /** Whether it prevents the apply. */
    public boolean blocks() {
        return level == Level.BLOCK && accepted.isEmpty();
    }

    Finding acceptedBecause(String reason) {
        return new Finding(rule, level, subject, words, fix, Optional.of(reason));
    }
}
