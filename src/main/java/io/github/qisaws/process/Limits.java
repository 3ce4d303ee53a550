package io.github.qisaws.process;

import java.time.Duration;
import java.util.Optional;

/**
 * Time limits of a child process.
 *
 * @param deadline time after which the child is interrupted; empty: unlimited
 * @param grace time for an interrupted child to exit before it is killed with all descendants
 */
public record Limits(Optional<Duration> deadline, Duration grace) {
    public static final Limits NONE = new Limits(Optional.empty(), Duration.ofSeconds(30));

    public Limits {
        if (grace.isNegative()
                || deadline.map(d -> d.isNegative() || d.isZero()).orElse(false)) {
            throw new IllegalArgumentException("the deadline must be positive, and the grace period not negative");
        }
    }

    public static Limits within(Duration deadline) {
        return new Limits(Optional.of(deadline), Duration.ofSeconds(2));
    }

    public static Limits grace(Duration grace) {
        return new Limits(Optional.empty(), grace);
    }
}
