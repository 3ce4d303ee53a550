package io.github.qisaws.review.guard;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that a person should look at.
 *
 * @param subject the address, as a person must name it to allow it; empty when it is about the whole plan
 * @param words what happens and what it means, in full sentences
 * @param fix what to do
 * @param accepted why it is accepted; empty while nobody has
 */
public record Finding(RuleName rule, Level level, String subject, String words, String fix, Optional<String> accepted) {

    public Finding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(level);
    }

    public static Finding of(RuleName rule, Level level, String subject, String words, String fix) {
        return new Finding(rule, level, subject, words, fix, Optional.empty());
    }

    /** Whether the plan must not be applied because of it. */
    public boolean blocks() {
        return level == Level.BLOCK && accepted.isEmpty();
    }

    Finding acceptedBecause(String reason) {
        return new Finding(rule, level, subject, words, fix, Optional.of(reason));
    }
}
