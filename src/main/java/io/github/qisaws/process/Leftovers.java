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

/** Orphaned Terraform and provider processes. */
public final class Leftovers {
    /** Tolerance, because process start times are less precise than the journal's times. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final long group;
    private final Instant begin;
    private final Instant engine;
    private final Path folder;

    /**
     * The processes of a process group.
     *
     * @param begin start of the run; older processes do not belong to it
     * @param engine when the leader of the group was started; a leader that started later has a reused process ID
     * @param folder working directory of Terraform and its providers
     */
    public Leftovers(long group, Instant begin, Instant engine, Path folder) {
        this.group = group;
        this.begin = begin.minus(COARSE);
        this.engine = engine.plus(COARSE);
        this.folder = folder;
    }

    /** Running or exiting Terraform and provider processes of the group; empty if the group's ID was reused. */
    public List<ProcessHandle> living() {
        return group <= 1 || isNumberOfAnother()
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(Leftovers::isEngine)
                        .filter(handle -> groupOf(handle.pid()) == group)
                        .filter(this::isOurs)
                        .toList();
    }

    /**
     * Stops the processes as Ctrl-C does, waits, and kills the rest of the group. Killed processes may still be
     * exiting afterwards.
     */
    public void end(Duration grace) {
        if (living().isEmpty()) {
            return;
        }
        Group.signal("INT", group);
        Instant end = Instant.now().plus(grace);
        // A provider without Terraform does no more work, so only the leader is waited for.
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

    /** Whether the group's ID was reused, which is possible only after the whole group has exited. */
    private boolean isNumberOfAnother() {
        return ProcessStart.time(group).filter(engine::isBefore).isPresent();
    }

    private boolean isOurs(ProcessHandle handle) {
        return ProcessStart.time(handle.pid()).filter(begin::isAfter).isEmpty()
                && !isElsewhere(folder, ProcStat.folder(handle.pid()));
    }

    /**
     * Running or exiting Terraform and provider processes in a folder; empty if the system does not report working
     * directories.
     */
    public static List<ProcessHandle> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(Leftovers::isEngine)
                .filter(handle -> isIn(folder, handle.pid()))
                .toList();
    }

    /** Whether the process that started Terraform, or the Terraform process that started a provider, no longer runs. */
    public static boolean isOrphan(ProcessHandle handle) {
        return handle.parent()
                .map(parent -> parent.pid() <= 1
                        || ProcessState.of(parent.pid()) != ProcessState.WORKING
                        // A user's systemd adopts orphaned processes like process 1.
                        || name(parent).equals("systemd")
                        || (isEngine(parent) && isOrphan(parent)))
                .orElse(true);
    }

    /** The program name of a process; Linux may truncate it to 15 characters while the process exits. */
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

    /** Whether a process has another working directory; false if the system does not report it. */
    static boolean isElsewhere(Path folder, Path process) {
        Set<Path> folders = folders(process);
        return !folders.isEmpty() && real(folder).filter(folders::contains).isEmpty();
    }

    /** Working directories of all threads, because the main thread may have exited and then has none. */
    private static Set<Path> folders(Path process) {
        Set<Path> folders = new HashSet<>();
        real(process.resolve("cwd")).ifPresent(folders::add);
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            threads.flatMap(thread -> real(thread.resolve("cwd")).stream()).forEach(folders::add);
        } catch (IOException | UncheckedIOException e) {
            // The process has exited, or belongs to another user.
            return folders;
        }
        return folders;
    }

    /** The target of a link; empty if it cannot be read, or if the working directory was deleted. */
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
