package io.github.qisaws.process;

import java.time.Duration;

/**
 * How a child ended.
 *
 * @param exitCode its own; 128 and the signal's number when a signal ended it
 * @param killed it did not end within the grace period, so its whole tree was killed
 */
public record Ended(int exitCode, Duration took, Ending ending, boolean killed) {
    /** Why the child came to its end. */
    public enum Ending {
        BY_ITSELF,
        INTERRUPTED,
        TIMED_OUT
    }

    public boolean succeeded() {
        return exitCode == 0 && ending == Ending.BY_ITSELF;
    }

    public boolean interrupted() {
        return ending == Ending.INTERRUPTED;
    }

    public boolean timedOut() {
        return ending == Ending.TIMED_OUT;
    }
}
