package io.github.qisaws.recovery;

import io.github.qisaws.process.Leftovers;
import io.github.qisaws.process.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The processes that run on this machine.
 *
 * @param folder working directory of Terraform and its providers
 */
record SystemProcessTable(Path folder) implements ProcessTable {
    /** How long an orphaned Terraform process may take to complete its running AWS operations. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    @Override
    public Entry qisAws(Run run) {
        return ProcessHandle.of(run.pid())
                .map(SystemProcessTable::entry)
                .orElse(new Entry(run.pid(), "", ProcessState.GONE, true));
    }

    @Override
    public List<Entry> engines(Run run) {
        return entries(leftovers(run).living());
    }

    @Override
    public List<Entry> engines(Path folder) {
        return entries(Leftovers.workingIn(folder));
    }

    @Override
    public void stop(Run run) {
        leftovers(run).end(GRACE);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Leftovers leftovers(Run run) {
        return new Leftovers(run.group(), run.since(), run.engine(), folder);
    }

    private static List<Entry> entries(List<ProcessHandle> handles) {
        return handles.stream().map(SystemProcessTable::entry).toList();
    }

    private static Entry entry(ProcessHandle handle) {
        return new Entry(
                handle.pid(), Leftovers.name(handle), ProcessState.of(handle.pid()), Leftovers.isOrphan(handle));
    }
}
