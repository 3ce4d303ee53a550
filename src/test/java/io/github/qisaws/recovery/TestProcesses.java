package io.github.qisaws.recovery;

import io.github.qisaws.process.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Processes that exist only here, and a time that passes only while somebody waits. */
final class TestProcesses implements ProcessTable {
    final List<Entry> ofRun = new ArrayList<>();
    final List<Entry> inFolder = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    ProcessState qisAws = ProcessState.WORKING;
    Duration waited = Duration.ZERO;
    /** What a stop does. */
    Runnable onStop = ofRun::clear;
    /** What happens while somebody waits; it is given how long that was so far. */
    Consumer<Duration> onWait = time -> {};

    static Entry working(long pid) {
        return new Entry(pid, "terraform", ProcessState.WORKING, false);
    }

    static Entry orphan(long pid) {
        return new Entry(pid, "terraform", ProcessState.WORKING, true);
    }

    static Entry ending(long pid) {
        return new Entry(pid, "terraform", ProcessState.ENDING, false);
    }

    static Entry gone(long pid) {
        return new Entry(pid, "terraform", ProcessState.GONE, true);
    }

    @Override
    public Entry qisAws(Run run) {
        return new Entry(run.pid(), "java", qisAws, false);
    }

    @Override
    public List<Entry> engines(Run run) {
        return List.copyOf(ofRun);
    }

    @Override
    public List<Entry> engines(Path folder) {
        return List.copyOf(inFolder);
    }

    @Override
    public void stop(Run run) {
        stopped.add(run.id());
        onStop.run();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(waited);
    }

    @Override
    public void pause() {
        waited = waited.plusSeconds(1);
        onWait.accept(waited);
    }
}
