package io.github.qisaws.recovery;

import io.github.qisaws.process.ProcessState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Processes of this machine and its time, as far as a recovery reads and changes them. */
interface ProcessTable {
    /**
     * A process at the time when it was read.
     *
     * @param name program name
     * @param orphan whether the process that started it no longer runs
     */
    record Entry(long pid, String name, ProcessState state, boolean orphan) {
        /** Whether the process no longer works: it was killed, is exiting, or has exited. */
        boolean isEnding() {
            return state != ProcessState.WORKING;
        }
    }

    /** The qis-aws process of a run. */
    Entry qisAws(Run run);

    /** Running or exiting Terraform and provider processes that a run started. */
    List<Entry> engines(Run run);

    /** Running or exiting Terraform and provider processes in a folder, whatever started them. */
    List<Entry> engines(Path folder);

    /** Stops the Terraform and provider processes of a run. They may still be exiting afterwards. */
    void stop(Run run);

    Instant now();

    /** Waits a moment, so that a process can exit. */
    void pause();
}
