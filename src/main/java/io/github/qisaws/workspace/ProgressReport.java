package io.github.qisaws.workspace;

import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Event.Stage;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells how far an engine's command is: a line per finished resource, and one when nothing was said for long. */
public final class ProgressReport implements Consumer<Event>, AutoCloseable {
    /** Continuous-integration systems take a silent job for a dead one. */
    private static final long SILENCE_SECONDS = 20;

    private final ProgressLog log;
    private final String doing;
    private final int total;
    private final long started = System.nanoTime();
    private final AtomicLong lastSaid = new AtomicLong(started);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private int done;
    private int read;

    /**
     * Starts to tell.
     *
     * @param doing what is going on, such as "planning"
     * @param total how many steps the engine will report as complete, reads of data sources left out; 0: not known
     */
    public ProgressReport(ProgressLog log, String doing, int total) {
        this.log = log;
        this.doing = doing;
        this.total = total;
        var unused = clock.scheduleAtFixedRate(this::breakSilence, 5, 5, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.Step step) {
            step(step);
        }
    }

    private void step(Event.Step step) {
        if (step.stage() == Stage.REFRESH_COMPLETE) {
            read++;
        } else if (step.stage() == Stage.APPLY_COMPLETE) {
            say("[%7s %4d s] %s: %s%s"
                    .formatted(
                            count(step),
                            elapsed(),
                            step.resource().address(),
                            past(step.action()),
                            step.id().isEmpty() ? "" : " (" + step.id() + ")"));
        } else if (step.stage() == Stage.APPLY_ERRORED) {
            say("[ FAILED %4d s] %s".formatted(elapsed(), step.resource().address()));
        }
    }

    /** Reads are not counted. A plan cannot always foresee them, and they change nothing. */
    private String count(Event.Step step) {
        if (step.isRead()) {
            read++;
            return "";
        }
        done++;
        return done <= total ? done + "/" + total : String.valueOf(done);
    }

    private synchronized void breakSilence() {
        if (System.nanoTime() - lastSaid.get()
                >= Duration.ofSeconds(SILENCE_SECONDS).toNanos()) {
            String sofar = done > 0 ? ", " + done + " done" : read > 0 ? ", " + read + " read" : "";
            say("… still " + doing + " (" + elapsed() + " s" + sofar + ")");
        }
    }

    private void say(String line) {
        lastSaid.set(System.nanoTime());
        log.say(line);
    }

    private long elapsed() {
        return Duration.ofNanos(System.nanoTime() - started).toSeconds();
    }

    private static String past(String action) {
        return switch (action) {
            case "create" -> "created";
            case "update" -> "changed";
            case "delete" -> "destroyed";
            case "read" -> "read";
            default -> action + " done";
        };
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
