package io.github.qisaws.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a process is running.
 * <p>A killed process keeps its ID, start time, and often its working directory until the kernel has freed its memory
 * and its parent has reaped it. In a container without an init process it may never be reaped. Java reports it as
 * alive until then.
 */
public enum ProcessState {
    /** The process runs, sleeps, or is stopped. */
    WORKING,
    /**
     * The process was killed or is exiting, and its last writes may be pending. After a kill, no more of its program
     * code runs. A process of which only the main thread has exited also counts as ending: Terraform and providers are
     * Go programs, whose main thread exits only with the whole process.
     */
    ENDING,
    /** The process does not exist, or is a zombie. */
    GONE;

    /** SIGKILL as a bit of a mask of pending signals. */
    private static final long SIGKILL = 1L << 8;

    /** The present state of a process. */
    public static ProcessState of(long pid) {
        return ProcStat.isThere() ? of(ProcStat.folder(pid)) : asked(pid);
    }

    /** The state from a folder in /proc; a process whose files cannot be read counts as running. */
    static ProcessState of(Path process) {
        try {
            Optional<ProcStat> stat = ProcStat.parse(ProcStat.read(process, "stat"));
            return stat.isPresent() ? of(stat.get(), ProcStat.read(process, "status")) : WORKING;
        } catch (IOException e) {
            return ProcStat.isNoSuchProcess(e) ? GONE : WORKING;
        }
    }

    static ProcessState of(ProcStat stat, String status) {
        return switch (stat.state()) {
            case 'X', 'x' -> GONE;
            // The main thread may exit before the other threads.
            case 'Z' -> stat.threads() > 1 ? ENDING : GONE;
            default -> stat.exiting() || isKilled(status) ? ENDING : WORKING;
        };
    }

    /** Whether SIGKILL is pending, as it is while a thread waits uninterruptibly, for example for a disk. */
    private static boolean isKilled(String status) {
        return status.lines()
                .filter(line -> line.startsWith("SigPnd:") || line.startsWith("ShdPnd:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGKILL) != 0);
    }

    /** The state from ps, on systems without /proc. */
    private static ProcessState asked(long pid) {
        return ps("state", pid).map(ProcessState::ofPs).orElse(WORKING);
    }

    /** The state from the output of ps on macOS: Z is a zombie, and E after the first letter means exiting. */
    static ProcessState ofPs(String state) {
        if (state.isEmpty() || state.startsWith("Z")) {
            return GONE;
        }
        return state.indexOf('E') > 0 ? ENDING : WORKING;
    }

    /** A column of ps without title: empty text if there is no such process, no value if there is no ps. */
    static Optional<String> ps(String column, long pid) {
        try {
            Process ps = new ProcessBuilder("/bin/ps", "-o", column + "=", "-p", String.valueOf(pid)).start();
            return Optional.of(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
