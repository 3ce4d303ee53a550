package io.github.qisaws.process;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Watches one child: its deadline, the wishes to stop it, and the grace period after them. */
final class Supervision {
    private static final long POLL = Duration.ofMillis(50).toNanos();

    private final Running running;
    private final Limits limits;
    private final Semaphore wishes;
    private Ended.Ending ending = Ended.Ending.BY_ITSELF;
    private long killAt = Long.MAX_VALUE;
    private boolean killed;

    Supervision(Running running, Limits limits, Semaphore wishes) {
        this.running = running;
        this.limits = limits;
        this.wishes = wishes;
    }

    Ended untilEnd() {
        watch();
        return outcome();
    }

    private void watch() {
        long deadline = limits.deadline().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (!ended()) {
            if (wishes.tryAcquire()) {
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
            // The thread was told to give up: the same as a wish to stop, and the child is still waited for.
            wishes.release();
            return false;
        }
    }

    /** The first wish starts the grace period, each further one is handed on without making it longer. */
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
        // What the leader left behind may not hold a stream at all, so that nothing above has noticed it.
        running.sweep();
        if (running.broken() != null) {
            throw new Problem(
                            ExitCode.FAILED,
                            "The output of a program could not be taken.",
                            String.valueOf(running.broken().getMessage()),
                            "Check that the disk has room, then run the command again.")
                    .causedBy(running.broken());
        }
        return new Ended(exitCode, took, ending, killed);
    }
}
