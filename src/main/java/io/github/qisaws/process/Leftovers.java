package io.github.qisaws.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Engines and providers that outlived the process that started them. */
public final class Leftovers {
    /** Process times have a coarser clock than ours. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final long group;
    private final Instant begin;
    private final Instant engine;
    private final Path folder;

    /**
     * Those of a group.
     *
     * @param begin what is older belongs to somebody else
     * @param engine when the leader of the group had started: a later leader got its number
     * @param folder where the engine and its providers work
     */
    public Leftovers(long group, Instant begin, Instant engine, Path folder) {
        this.group = group;
        this.begin = begin.minus(COARSE);
        this.engine = engine.plus(COARSE);
        this.folder = folder;
    }

    /**
     * Engines and providers of the group that work or are ending; a number that was given to others since is no match.
     */
    public List<ProcessHandle> living() {
        return group <= 1 || isNumberOfAnother()
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(Leftovers::isEngine)
                        .filter(handle -> groupOf(handle.pid()) == group)
                        .filter(this::isOurs)
                        .toList();
    }

    /** Asks them to end as Ctrl-C does, waits, and kills what is left of the group; what was killed may still be ending. */
    public void end(Duration grace) {
        if (living().isEmpty()) {
            return;
        }
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

    /** A number is free for another process only when the whole group has ended. */
    private boolean isNumberOfAnother() {
        return ProcessStart.time(group).filter(engine::isBefore).isPresent();
    }

    private boolean isOurs(ProcessHandle handle) {
        return ProcessStart.time(handle.pid()).filter(begin::isAfter).isEmpty()
                && !isElsewhere(folder, ProcStat.folder(handle.pid()));
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

    private static boolean isIn(Path folder, long pid) {
        Optional<Path> real = real(folder);
        return real.isPresent() && folders(ProcStat.folder(pid)).contains(real.get());
    }

    /** Whether a process works in another folder; not where the system does not report it. */
    static boolean isElsewhere(Path folder, Path process) {
        Set<Path> folders = folders(process);
        return !folders.isEmpty() && real(folder).filter(folders::contains).isEmpty();
    }

    /** The main thread of a process may have ended, and no longer have a folder, while others go on. */
    private static Set<Path> folders(Path process) {
        Set<Path> folders = new HashSet<>();
        real(process.resolve("cwd")).ifPresent(folders::add);
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            threads.flatMap(thread -> real(thread.resolve("cwd")).stream()).forEach(folders::add);
        } catch (IOException | UncheckedIOException e) {
            // The process has ended, or belongs to another user.
            return folders;
        }
        return folders;
    }

    /** Empty as well for a folder that was deleted while a process works in it. */
    private static Optional<Path> real(Path link) {
        try {
            return Optional.of(link.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
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
