package io.github.qisaws.process;

import java.time.Duration;

/**
 * The result of a child process.
 *
 * @param exitCode its exit code, or 128 plus the signal number if a signal ended it
 * @param killed whether it was killed with all descendants because it did not exit within the grace period
 */
public record Ended(int exitCode, Duration took, Ending ending, boolean killed) {
    /** Why the child process exited. */
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
