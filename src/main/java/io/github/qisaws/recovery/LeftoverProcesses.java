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
    /** How long an orphaned Terraform process may take to complete its running AWS operations. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /**
     * How long to wait for a process that is exiting. This is enough for the kernel to free the memory of a killed
     * provider, and for the watcher process to kill a Terraform process whose qis-aws is gone, even on a busy machine.
     * A process that takes longer hangs in the kernel, for example on a network file system.
     */
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private static final String STOP = "Wait for it to finish, or press Ctrl-C in its terminal to stop it gracefully.";

    private final String name;
    private final Path folder;
    private final Path journal;
    private final ProgressLog log;
    private final Effects effects;
    private final Duration moment;
    private final Set<Long> reported = new HashSet<>();
    private final Set<Long> killed = new HashSet<>();

    /**
     * Processes in the workspace of an environment.
     *
     * @param name the environment
     * @param effects records the stopped processes
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

    /** Throws if a run of the journal is still running, because it is in progress and not interrupted. */
    public void requireNoRun() {
        awaitEnd(
                () -> living().stream()
                        .flatMap(run -> ProcessHandle.of(run.pid()).stream())
                        .toList(),
                LeftoverProcesses::isEnding);
        living().forEach(run -> refuse(run, ProcessState.of(run.pid())));
    }

    /** Throws, unless the process has exited since the last check. */
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

    /** Stops the orphaned processes of interrupted runs, including providers; throws if that fails. */
    public void end(List<Run> runs) {
        for (Run run : runs) {
            Leftovers leftovers = new Leftovers(run.isHere() ? run.group() : 0, run.since(), run.engine(), folder);
            end(leftovers::living, () -> leftovers.end(GRACE));
        }
    }

    /**
     * Stops the processes that {@code look} finds. Only processes that it no longer finds afterwards count as stopped.
     */
    public void end(Supplier<List<ProcessHandle>> look, Runnable kill) {
        awaitEnd(look, LeftoverProcesses::isEnding);
        List<ProcessHandle> living = look.get();
        if (living.isEmpty()) {
            return;
        }
        log.say("Stopping " + count(living.size(), "process", "processes") + " of the interrupted run…");
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

    /** Throws if a process is left. A process that still runs after a kill belongs to another user. */
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

    /** Throws if Terraform runs in the folder without a journal record. */
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
                        "Terraform is running in " + folder + ": process " + list(numbers(working)) + ".",
                        orphans
                                ? "Wait for it to finish, or run kill -s INT " + list(numbers(working), " ")
                                        + " to stop it gracefully."
                                : STOP)
                .asException();
    }

    private List<ProcessHandle> working() {
        return Leftovers.workingIn(folder);
    }

    /**
     * Waits for processes that will exit soon, and reports each one. Returns early if a process is not expected to
     * exit.
     */
    private void awaitEnd(Supplier<List<ProcessHandle>> look, Predicate<ProcessHandle> soon) {
        Instant end = Instant.now().plus(moment);
        List<ProcessHandle> processes = look.get();
        while (!processes.isEmpty()
                && processes.stream().allMatch(soon)
                && Instant.now().isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            processes.stream().filter(handle -> reported.add(handle.pid())).forEach(this::report);
            pause();
            processes = look.get();
        }
    }

    private void report(ProcessHandle handle) {
        log.say("Waiting for process " + handle.pid() + " (" + Leftovers.name(handle) + ") to exit: "
                + (isEnding(handle) || killed.contains(handle.pid())
                        ? "it was killed or is exiting…"
                        : "the process that started it no longer runs…"));
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
                "a killed process of " + name + " has not exited",
                "Process " + list(processes) + " was killed or is exiting, but did not exit within "
                        + count(moment.toSeconds(), "second", "seconds") + ". Its last writes may be pending.",
                "Rerun qis-aws recover " + name
                        + " after the process has exited. If it does not exit, check the disks and"
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
