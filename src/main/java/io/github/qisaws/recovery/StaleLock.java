package io.github.qisaws.recovery;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.terraform.LockHolder;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A state lock whose owner no longer runs.
 *
 * @param runs the interrupted runs of this workspace
 * @param given ID of a lock that the user wants to release; empty: none
 * @param ask asks a question; throws unless the user confirms
 */
public record StaleLock(
        Workspace workspace, List<Run> runs, Optional<String> given, Consumer<String> ask, ProgressLog log) {
    /** Maximum time from the start of a run until it acquires the lock. */
    private static final Duration LOCKING = Duration.ofMinutes(2);

    /** A run journals every step, so a lock created this long after its last record belongs to another process. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    /**
     * The operation in a run's lock. Other operations, such as planning or clearing a taint, are not in the journal.
     */
    private static final String APPLYING = "OperationTypeApply";

    private static final DateTimeFormatter GO = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern(" xx")
            .toFormatter(Locale.ROOT);

    /**
     * Runs an action that needs the state lock; if an interrupted run holds the lock, asks, releases it, and retries.
     */
    public Outcome released(Supplier<Outcome> action) {
        Outcome outcome = action.get();
        if (!(outcome instanceof Outcome.Locked locked)) {
            return outcome;
        }
        LockHolder holder = locked.holder();
        boolean named = given.filter(holder.id()::equals).isPresent();
        if (!named && !isOfInterruptedRun(holder)) {
            throw unknownOwner(holder).asException();
        }
        log.say("The state is locked. Lock owner: " + holder + ". "
                + (named
                        ? "You named this lock with --unlock."
                        : "An interrupted run in the local journal acquired this lock, and its process no"
                                + " longer runs."));
        ask.accept("Release the state lock of " + holder.who() + "?");
        workspace
                .noted(
                        "released state lock " + holder.id() + " (owner: " + holder.who() + ")",
                        workspace.engine().forceUnlock(holder.id()))
                .orThrow();
        log.say("Released state lock " + holder.id() + ".");
        return action.get();
    }

    private boolean isOfInterruptedRun(LockHolder holder) {
        String host = holder.who().substring(holder.who().indexOf('@') + 1);
        return created(holder.created())
                .filter(created -> holder.operation().equals(APPLYING))
                .filter(created -> runs.stream()
                        .filter(Run::wasHere)
                        .filter(run -> host.equals(run.host()))
                        .anyMatch(run -> locked(run, created)))
                .isPresent();
    }

    private static boolean locked(Run run, Instant created) {
        return !created.isBefore(run.since().minusSeconds(1))
                && created.isBefore(run.since().plus(LOCKING))
                && !created.isAfter(run.last().plus(SILENT));
    }

    /**
     * Parses a time as Go prints it, for example {@code 2026-01-02 03:04:05.678 +0000 UTC}; empty if it has another
     * form.
     */
    static Optional<Instant> created(String text) {
        try {
            return Optional.of(GO.parse(text.replaceFirst("( [A-Z]+)?( m=.*)?$", ""), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Problem unknownOwner(LockHolder holder) {
        return new Problem(
                ExitCode.LOCKED,
                "state is locked, and its owner may still be running",
                "Lock owner: " + holder + ". No interrupted run in the local journal matches this lock.",
                "Check with the owner. If the process no longer runs, rerun with --unlock " + holder.id() + ".");
    }
}
