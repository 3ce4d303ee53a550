package io.github.qisaws.process;

import java.time.Instant;
import java.util.Optional;

/** The start of a process, which distinguishes it from a later process with the same number. */
public final class ProcessStart {
    private ProcessStart() {}

    /** The start in clock ticks since the machine started, which no step of the clock moves; unknown but on Linux. */
    public static Optional<Long> ticks(long pid) {
        return ProcStat.of(pid).map(ProcStat::start);
    }

    /** The start by the clock: Linux computes it from the ticks, so that a step of the clock moves it. */
    public static Optional<Instant> time(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
    }
}
