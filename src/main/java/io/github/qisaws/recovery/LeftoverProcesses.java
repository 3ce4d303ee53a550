package io.github.qisaws.recovery;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.ProcessState;
import io.github.qisaws.recovery.ProcessTable.Entry;
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
    private final ProcessTable processes;
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
        this(
                name,
                workspace.folder(),
                Journaled.file(workspace),
                log,
                effects,
                new SystemProcessTable(workspace.folder()),
                MOMENT);
    }

    /**
     * Processes in a folder.
     *
     * @param moment how long to wait for a process that is exiting
     */
    LeftoverProcesses(
            String name,
            Path folder,
            Path journal,
            ProgressLog log,
            Effects effects,
            ProcessTable processes,
            Duration moment) {
        this.name = name;
        this.folder = folder;
        this.journal = journal;
        this.log = log;
        this.effects = effects;
        this.processes = processes;
        this.moment = moment;
    }

    /** Throws if a run of the journal is still running, because it is in progress and not interrupted. */
    public void requireNoRun() {
        awaitEnd(
                () -> living().stream()
                        .map(processes::qisAws)
                        .filter(entry -> entry.state() != ProcessState.GONE)
                        .toList(),
                Entry::isEnding);
        living().forEach(run -> refuse(run, processes.qisAws(run).state()));
    }

    /** Throws, unless the process has exited since the last check. */
    private void refuse(Run run, ProcessState state) {
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
        // The process IDs of a run on another machine or before a restart belong to other processes here.
        runs.stream().filter(Run::isHere).forEach(this::end);
    }

    /** Stops the processes of a run. Only processes that are not found afterwards count as stopped. */
    private void end(Run run) {
        awaitEnd(() -> processes.engines(run), Entry::isEnding);
        List<Entry> living = processes.engines(run);
        if (living.isEmpty()) {
            return;
        }
        log.say("Stopping " + count(living.size(), "process", "processes") + " of the interrupted run…");
        processes.stop(run);
        killed.addAll(numbers(living));
        awaitEnd(() -> processes.engines(run), entry -> true);
        List<Entry> left = processes.engines(run);
        Set<Long> ended = numbers(living);
        ended.removeAll(numbers(left));
        if (!ended.isEmpty()) {
            effects.add("stopped " + (ended.size() == 1 ? "process " : "processes ") + list(ended)
                    + " of an interrupted run");
        }
        requireGone(left);
    }

    /** Throws if a process is left. A process that still runs after a kill belongs to another user. */
    private void requireGone(List<Entry> left) {
        Set<Long> working = numbers(left, ProcessState.WORKING);
        if (!working.isEmpty()) {
            throw problem(
                            "a process of an interrupted run on " + name + " is still running",
                            "Process " + list(working) + " of an interrupted run could not be killed.",
                            "Run qis-aws recover " + name + " as the user who started that run.")
                    .asException();
        }
        Set<Long> ending = numbers(left, ProcessState.ENDING);
        if (!ending.isEmpty()) {
            throw hanging(ending).asException();
        }
    }

    /** Throws if Terraform runs in the folder without a journal record. */
    public void requireNoEngine() {
        awaitEnd(this::working, LeftoverProcesses::isEndingOrOrphan);
        List<Entry> working = working();
        if (working.stream().allMatch(Entry::isEnding)) {
            requireGone(working);
            return;
        }
        boolean orphans = working.stream().allMatch(LeftoverProcesses::isEndingOrOrphan);
        throw problem(
                        inProgress(),
                        "Terraform is running in " + folder + ": process " + list(numbers(working)) + ".",
                        orphans
                                ? "Wait for it to finish, or run kill -s INT " + list(numbers(working), " ")
                                        + " to stop it gracefully."
                                : STOP)
                .asException();
    }

    private List<Entry> working() {
        return processes.engines(folder);
    }

    private static boolean isEndingOrOrphan(Entry entry) {
        return entry.isEnding() || entry.orphan();
    }

    /**
     * Waits for processes that will exit soon, and reports each one. Returns early if a process is not expected to
     * exit.
     */
    private void awaitEnd(Supplier<List<Entry>> look, Predicate<Entry> soon) {
        Instant end = processes.now().plus(moment);
        List<Entry> found = look.get();
        while (!found.isEmpty()
                && found.stream().allMatch(soon)
                && processes.now().isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            found.stream().filter(entry -> reported.add(entry.pid())).forEach(this::report);
            processes.pause();
            found = look.get();
        }
    }

    private void report(Entry entry) {
        log.say("Waiting for process " + entry.pid() + " (" + entry.name() + ") to exit: "
                + (entry.isEnding() || killed.contains(entry.pid())
                        ? "it was killed or is exiting…"
                        : "the process that started it no longer runs…"));
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

    private static Set<Long> numbers(List<Entry> entries) {
        return entries.stream().map(Entry::pid).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Long> numbers(List<Entry> entries, ProcessState state) {
        return numbers(entries.stream().filter(entry -> entry.state() == state).toList());
    }

    private static String list(Collection<Long> processes) {
        return list(processes, ", ");
    }

    private static String list(Collection<Long> processes, String separator) {
        return processes.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }
}
