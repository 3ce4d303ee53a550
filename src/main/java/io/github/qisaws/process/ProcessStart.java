package io.github.qisaws.process;

import java.time.Instant;
import java.util.Optional;

/** The start of a process, which distinguishes it from a later process with the same ID. */
public final class ProcessStart {
    private ProcessStart() {}

    /** The start in clock ticks since boot, which does not change if the clock is set. Known on Linux only. */
    public static Optional<Long> ticks(long pid) {
        return ProcStat.of(pid).map(ProcStat::start);
    }

    /** The start as clock time. Linux calculates it from the ticks, so it changes if the clock is set. */
    public static Optional<Instant> time(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
    }
}
