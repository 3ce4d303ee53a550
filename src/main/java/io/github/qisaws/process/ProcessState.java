package io.github.qisaws.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a process still works.
 *
 * <p>A process that was killed keeps its number, its start time, and often its folder until the kernel has freed its
 * memory and its parent has reaped it. In a container without an init process nobody may ever reap it. Java's handles
 * count it as alive all that time.
 */
public enum ProcessState {
    /** It runs, sleeps, or is stopped. */
    WORKING,
    /**
     * It was killed or is exiting, and its last writes may be pending. After a kill none of its program code runs any
     * more. A process of which only the main thread has exited counts as well, although its other threads work on: they
     * end soon in the engines and providers, since the main thread of a Go program exits only with the whole process.
     */
    ENDING,
    /** There is no such process, or only a zombie. */
    GONE;

    /** SIGKILL as a bit of a mask of pending signals. */
    private static final long SIGKILL = 1L << 8;

    /** The state of a process at this moment. */
    public static ProcessState of(long pid) {
        return ProcStat.isThere() ? of(ProcStat.folder(pid)) : asked(pid);
    }

    /** Only a process that the system does not have is gone: one whose files cannot be read may work. */
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
            // The main thread of a process may end before the others.
            case 'Z' -> stat.threads() > 1 ? ENDING : GONE;
            default -> stat.exiting() || isKilled(status) ? ENDING : WORKING;
        };
    }

    /** Whether SIGKILL is pending: a thread in an uninterruptible wait, such as for a disk, ends only after the wait. */
    private static boolean isKilled(String status) {
        return status.lines()
                .filter(line -> line.startsWith("SigPnd:") || line.startsWith("ShdPnd:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGKILL) != 0);
    }

    /** Asks ps, on a system without the files of Linux. */
    private static ProcessState asked(long pid) {
        return ps("state", pid).map(ProcessState::ofPs).orElse(WORKING);
    }

    /** As the ps of macOS prints it: Z is a zombie, and E after the first letter a process that is exiting. */
    static ProcessState ofPs(String state) {
        if (state.isEmpty() || state.startsWith("Z")) {
            return GONE;
        }
        return state.indexOf('E') > 0 ? ENDING : WORKING;
    }

    /** A column of ps without its title; empty text if there is no such process, nothing if there is no ps. */
    static Optional<String> ps(String column, long pid) {
        try {
            Process ps = new ProcessBuilder("/bin/ps", "-o", column + "=", "-p", String.valueOf(pid)).start();
            return Optional.of(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
