package io.github.qisaws.rollout;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How often AWS is asked, and for how long.
 *
 * @param between time between two questions
 * @param longest after this time, the rollout counts as hanging
 */
public record Pace(Duration between, Duration longest) {
    /** An instance refresh without progress ends by itself after an hour (Auto Scaling User Guide, "Instance refresh"). */
    public static final Duration USUAL_LIMIT = Duration.ofMinutes(90);

    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ON_EMULATOR = Duration.ofMillis(300);

    /** The pace for AWS. */
    public static Pace of(Duration longest) {
        return new Pace(BETWEEN, longest);
    }

    /** The pace for an emulator, whose rollouts take no time. */
    public Pace onEmulator() {
        return new Pace(BETWEEN_ON_EMULATOR, longest);
    }

    /** Waits until the next question. */
    public void rest() {
        LockSupport.parkNanos(between.toNanos());
    }
}
