package io.github.qisaws.process;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Supervises a child process: deadline, interrupts, and grace period. */
final class Supervision {
    private static final long POLL = Duration.ofMillis(50).toNanos();

    private final Running running;
    private final Limits limits;
    private final Semaphore requests;
    private Ended.Ending ending = Ended.Ending.BY_ITSELF;
    private long killAt = Long.MAX_VALUE;
    private boolean killed;

    Supervision(Running running, Limits limits, Semaphore requests) {
        this.running = running;
        this.limits = limits;
        this.requests = requests;
    }

    Ended untilEnd() {
        watch();
        return outcome();
    }

    private void watch() {
        long deadline = limits.deadline().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (!ended()) {
            if (requests.tryAcquire()) {
                ask(Ended.Ending.INTERRUPTED);
            }
            if (ending == Ended.Ending.BY_ITSELF && running.took().toNanos() > deadline) {
                ask(Ended.Ending.TIMED_OUT);
            }
            if (!killed && running.took().toNanos() > killAt) {
                killed = true;
                running.kill();
            }
        }
    }

    private boolean ended() {
        try {
            return running.waitFor(POLL);
        } catch (InterruptedException e) {
            // An interrupted thread is a request to stop; the child is still waited for.
            requests.release();
            return false;
        }
    }

    /** The first request starts the grace period; later requests are forwarded but do not extend it. */
    private void ask(Ended.Ending why) {
        if (ending == Ended.Ending.BY_ITSELF) {
            ending = why;
            killAt = running.took().toNanos() + limits.grace().toNanos();
        }
        running.interrupt();
    }

    private Ended outcome() {
        Duration took = running.took();
        int exitCode = running.exitCode();
        if (ending != Ended.Ending.BY_ITSELF || exitCode >= 128) {
            running.sweep();
        }
        running.finishStreams();
        // Descendants without an open stream were not noticed above.
        running.sweep();
        if (running.broken() != null) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot process the output of a child process",
                            String.valueOf(running.broken().getMessage()),
                            "Check free disk space, then rerun.")
                    .causedBy(running.broken());
        }
        return new Ended(exitCode, took, ending, killed);
    }
}
