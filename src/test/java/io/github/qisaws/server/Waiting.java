package io.github.qisaws.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits by asking, with a limit that is meant for a quiet machine: a busy one is given more time. */
final class Waiting {
    private Waiting() {}

    /** Returns the time it took. */
    static Duration until(String what, Duration limit, BooleanSupplier ask) {
        return until(what, limit, ask, () -> "");
    }

    static Duration until(String what, Duration limit, BooleanSupplier ask, Supplier<String> report) {
        long start = System.nanoTime();
        Duration longest = limit.multipliedBy(Shell.BUSY);
        while (!ask.getAsBoolean()) {
            if (System.nanoTime() - start > longest.toNanos()) {
                throw new AssertionError(what + ": not within " + longest.toSeconds() + " s\n" + report.get());
            }
            pause(Duration.ofMillis(300));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
