package io.github.qisaws.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Engines and providers that outlived the process that started them. */
public final class Leftovers {
    private final long group;
    private final Instant since;

    /**
     * Those of a group.
     *
     * @param since what is older belongs to somebody else
     */
    public Leftovers(long group, Instant since) {
        this.group = group;
        // Process times have a coarser clock than ours.
        this.since = since.minusSeconds(2);
    }

    /**
     * Engines and providers of the group that work or are ending; a number that was given to others since is no match.
     */
    public List<ProcessHandle> living() {
        return group <= 1
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(Leftovers::isEngine)
                        .filter(handle -> groupOf(handle.pid()) == group)
                        .filter(this::isOurs)
                        .toList();
    }

    /** Asks them to end as Ctrl-C does, waits, and kills what is left of the group; what was killed may still be ending. */
    public void end(Duration grace) {
        Group.signal("INT", group);
        Instant end = Instant.now().plus(grace);
        // A provider without its engine waits for nothing.
        while (living().stream().anyMatch(this::isWorkingLeader)
                && Instant.now().isBefore(end)) {
            pause();
        }
        if (!living().isEmpty()) {
            Group.signal("KILL", group);
        }
    }

    private boolean isWorkingLeader(ProcessHandle handle) {
        return handle.pid() == group && ProcessState.of(handle.pid()) == ProcessState.WORKING;
    }

    private boolean isOurs(ProcessHandle handle) {
        return handle.info().startInstant().map(start -> !start.isBefore(since)).orElse(true);
    }

    /** Engines and providers that work in a folder or are ending there; none where the system does not report folders. */
    public static List<ProcessHandle> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(Leftovers::isEngine)
                .filter(handle -> isIn(folder, handle.pid()))
                .toList();
    }

    /** Whether the process that started an engine, or the engine that started a provider, is gone. */
    public static boolean isOrphan(ProcessHandle handle) {
        return handle.parent()
                .map(parent -> parent.pid() <= 1
                        || ProcessState.of(parent.pid()) != ProcessState.WORKING
                        // A user's own systemd takes the place of process 1.
                        || name(parent).equals("systemd")
                        || (isEngine(parent) && isOrphan(parent)))
                .orElse(true);
    }

    /** The name of a process's program, which Linux may cut to 15 characters once the process is ending. */
    public static String name(ProcessHandle handle) {
        String command = handle.info()
                .command()
                .or(() -> ProcStat.of(handle.pid()).map(ProcStat::name))
                .orElse("");
        return command.substring(command.lastIndexOf('/') + 1);
    }

    /** The main thread of a process may have ended, and no longer have a folder, while others go on. */
    private static boolean isIn(Path folder, long pid) {
        if (isSame(folder, ProcStat.folder(pid).resolve("cwd"))) {
            return true;
        }
        try (Stream<Path> threads = Files.list(ProcStat.folder(pid).resolve("task"))) {
            return threads.anyMatch(thread -> isSame(folder, thread.resolve("cwd")));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSame(Path folder, Path link) {
        try {
            return link.toRealPath().equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isEngine(ProcessHandle handle) {
        String name = name(handle).toLowerCase(Locale.ROOT);
        return (name.contains("terraform") || name.contains("tofu"))
                && ProcessState.of(handle.pid()) != ProcessState.GONE;
    }

    private static long groupOf(long pid) {
        if (ProcStat.isThere()) {
            return ProcStat.of(pid).map(ProcStat::group).orElse(0L);
        }
        return ProcessState.ps("pgid", pid)
                .filter(text -> !text.isEmpty())
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
