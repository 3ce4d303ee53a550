package io.github.qisaws.workspace;

import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Event.Stage;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Prints the progress of a Terraform command: a line per completed resource, and a line after each long silence. */
public final class ProgressReport implements Consumer<Event>, AutoCloseable {
    /** CI systems stop jobs that print nothing for a long time. */
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
     * Starts the report.
     *
     * @param doing the activity, such as "planning"
     * @param total number of steps that Terraform will report as complete, without data sources; 0: unknown
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

    /** Counts a step, unless it reads a data source: a plan does not list all of those, and they change nothing. */
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
            String sofar = done > 0 ? ", " + done + " completed" : read > 0 ? ", " + read + " read" : "";
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
            case "update" -> "updated";
            case "delete" -> "destroyed";
            case "read" -> "read";
            default -> action + " completed";
        };
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
