package io.github.qisaws.recovery;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Leftovers;
import io.github.qisaws.process.ProcessState;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Processes still running in a workspace. */
public final class LeftoverProcesses {
    /** An engine that outlived qis-aws is let finish what AWS has under way. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /**
     * How long a process that is ending is waited for. Even on a busy machine the kernel frees the memory of a killed
     * provider within it, and the watcher beside an engine kills the engine whose qis-aws is gone. What needs longer
     * hangs in the kernel, for example on a network file system.
     */
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private static final String STOP = "Wait for it to finish, or press Ctrl-C in its terminal to stop it gracefully.";

    private final String name;
    private final Path folder;
    private final Path journal;
    private final ProgressLog log;
    private final Effects effects;
    private final Duration moment;
    private final Set<Long> told = new HashSet<>();
    private final Set<Long> killed = new HashSet<>();

    /**
     * Processes in the workspace of an environment.
     *
     * @param name the environment
     * @param effects where stopped processes are noted
     */
    public LeftoverProcesses(String name, Workspace workspace, ProgressLog log, Effects effects) {
        this(name, workspace.folder(), Journaled.file(workspace), log, effects, MOMENT);
    }

    public LeftoverProcesses(
            String name, Path folder, Path journal, ProgressLog log, Effects effects, Duration moment) {
        this.name = name;
        this.folder = folder;
        this.journal = journal;
        this.log = log;
        this.effects = effects;
        this.moment = moment;
    }

    /** Refuses while a run of the journal lives: it is under way, not interrupted. */
    public void requireNoRun() {
        awaitEnd(
                () -> living().stream()
                        .flatMap(run -> ProcessHandle.of(run.pid()).stream())
                        .toList(),
                LeftoverProcesses::isEnding);
        living().forEach(run -> refuse(run, ProcessState.of(run.pid())));
    }

    /** Refuses, unless the process has ended between two looks. */
    public void refuse(Run run, ProcessState state) {
        switch (state) {
            case WORKING ->
                throw problem(
                                inProgress(),
                                "Process " + run.pid() + " on this machine, started at " + run.since() + ".",
                                STOP)
                        .asException();
            case ENDING -> throw hanging(Set.of(run.pid())).asException();
            case GONE -> {}
        }
    }

    private List<Run> living() {
        return Run.readAll(journal).stream().filter(Run::isAlive).toList();
    }

    /** Ends what dead runs left behind, their providers too, and refuses if that is not possible. */
    public void end(List<Run> runs) {
        for (Run run : runs) {
            Leftovers leftovers = new Leftovers(run.isHere() ? run.group() : 0, run.since(), run.engine(), folder);
            end(leftovers::living, () -> leftovers.end(GRACE));
        }
    }

    /** Ends the processes that a look finds, and counts only those as ended that the next look does not find. */
    public void end(Supplier<List<ProcessHandle>> look, Runnable kill) {
        awaitEnd(look, LeftoverProcesses::isEnding);
        List<ProcessHandle> living = look.get();
        if (living.isEmpty()) {
            return;
        }
        log.say("Ending " + count(living.size(), "process", "processes") + " of that run that "
                + (living.size() == 1 ? "is" : "are") + " still running…");
        kill.run();
        killed.addAll(numbers(living));
        awaitEnd(look, handle -> true);
        List<ProcessHandle> left = look.get();
        Set<Long> ended = numbers(living);
        ended.removeAll(numbers(left));
        if (!ended.isEmpty()) {
            effects.add("stopped " + (ended.size() == 1 ? "process " : "processes ") + list(ended)
                    + " of an interrupted run");
        }
        requireGone(left);
    }

    /** A process that works on after a kill belongs to another user. */
    private void requireGone(List<ProcessHandle> processes) {
        List<ProcessHandle> working =
                processes.stream().filter(handle -> !isEnding(handle)).toList();
        if (!working.isEmpty()) {
            throw problem(
                            "a process of an interrupted run on " + name + " is still running",
                            "Process " + list(numbers(working)) + " of an interrupted run could not be killed.",
                            "Run qis-aws recover " + name + " as the user who started that run.")
                    .asException();
        }
        List<ProcessHandle> ending = processes.stream()
                .filter(handle -> ProcessState.of(handle.pid()) == ProcessState.ENDING)
                .toList();
        if (!ending.isEmpty()) {
            throw hanging(numbers(ending)).asException();
        }
    }

    /** Refuses while an engine works in the folder that no journal tells of. */
    public void requireNoEngine() {
        awaitEnd(this::working, handle -> isEnding(handle) || Leftovers.isOrphan(handle));
        List<ProcessHandle> working = working();
        if (working.stream().allMatch(LeftoverProcesses::isEnding)) {
            requireGone(working);
            return;
        }
        boolean orphans = working.stream().allMatch(handle -> isEnding(handle) || Leftovers.isOrphan(handle));
        throw problem(
                        inProgress(),
                        "An engine is running in " + folder + ": process " + list(numbers(working)) + ".",
                        orphans
                                ? "Wait for it to finish, or run kill -s INT " + list(numbers(working), " ")
                                        + " to stop it gracefully."
                                : STOP)
                .asException();
    }

    private List<ProcessHandle> working() {
        return Leftovers.workingIn(folder);
    }

    /** Waits a moment while all of them are expected to end soon, and says for which; one that works ends the wait. */
    private void awaitEnd(Supplier<List<ProcessHandle>> look, Predicate<ProcessHandle> soon) {
        Instant end = Instant.now().plus(moment);
        List<ProcessHandle> processes = look.get();
        while (!processes.isEmpty()
                && processes.stream().allMatch(soon)
                && Instant.now().isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            processes.stream().filter(handle -> told.add(handle.pid())).forEach(this::tell);
            pause();
            processes = look.get();
        }
    }

    private void tell(ProcessHandle handle) {
        log.say("Waiting for process " + handle.pid() + " (" + Leftovers.name(handle) + ") to end: "
                + (isEnding(handle) || killed.contains(handle.pid())
                        ? "it was killed or is exiting…"
                        : "the process that started it is gone…"));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isEnding(ProcessHandle handle) {
        return ProcessState.of(handle.pid()) != ProcessState.WORKING;
    }

    private Problem hanging(Collection<Long> processes) {
        return problem(
                "a killed process of " + name + " has not ended",
                "Process " + list(processes) + " was killed or is exiting, and did not end within "
                        + count(moment.toSeconds(), "second", "seconds") + ". Its last writes may be pending.",
                "Run qis-aws recover " + name + " again when the process is gone. If it stays, check the disks and"
                        + " network file systems of this machine, or restart the machine.");
    }

    private String inProgress() {
        return "another run on " + name + " is in progress";
    }

    private Problem problem(String what, String why, String fix) {
        return new Problem(ExitCode.LOCKED, what, why, fix);
    }

    private static String count(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    private static Set<Long> numbers(List<ProcessHandle> processes) {
        return processes.stream().map(ProcessHandle::pid).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String list(Collection<Long> processes) {
        return list(processes, ", ");
    }

    private static String list(Collection<Long> processes, String separator) {
        return processes.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }
}
