package io.github.qisaws.process;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a child may take.
 *
 * @param deadline after this it is interrupted; empty: never
 * @param grace how long an interrupted child may take to end before its whole tree is killed
 */
public record Limits(Optional<Duration> deadline, Duration grace) {
    public static final Limits NONE = new Limits(Optional.empty(), Duration.ofSeconds(30));

    public Limits {
        if (grace.isNegative()
                || deadline.map(d -> d.isNegative() || d.isZero()).orElse(false)) {
            throw new IllegalArgumentException("a deadline is positive, a grace period not negative");
        }
    }

    public static Limits within(Duration deadline) {
        return new Limits(Optional.of(deadline), Duration.ofSeconds(2));
    }

    public static Limits grace(Duration grace) {
        return new Limits(Optional.empty(), grace);
    }
}
