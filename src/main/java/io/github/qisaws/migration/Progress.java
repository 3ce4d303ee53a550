package io.github.qisaws.migration;

import io.github.qisaws.text.Size;
import io.github.qisaws.workspace.ProgressLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Says now and then how far a long task is. Safe for use by several threads. */
final class Progress {
    /** CI systems stop jobs that print nothing for a long time. */
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private final String task;
    private final long files;
    private final long bytes;
    private final Clock clock;
    private final ProgressLog log;
    private final Instant start;
    private Instant said;
    private long doneFiles;
    private long doneBytes;

    /**
     * A task that has just started.
     *
     * @param task its name, such as {@code Uploaded}
     */
    Progress(String task, long files, long bytes, Clock clock, ProgressLog log) {
        this.task = task;
        this.files = files;
        this.bytes = bytes;
        this.clock = clock;
        this.log = log;
        this.start = clock.instant();
        this.said = start;
    }

    synchronized void add(long size) {
        doneFiles++;
        doneBytes += size;
        if (!said.plus(BETWEEN).isAfter(clock.instant())) {
            say();
        }
    }

    synchronized void say() {
        said = clock.instant();
        long seconds = Duration.between(start, said).toSeconds();
        log.say(task + " " + doneFiles + " of " + files + " files, " + Size.of(doneBytes) + " of " + Size.of(bytes)
                + ", " + seconds + " s");
    }
}
