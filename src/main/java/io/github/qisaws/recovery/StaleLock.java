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
 * A lock on the state that its holder cannot release any more.
 *
 * @param runs the dead runs of this workspace
 * @param given the lock that a person named as dead; empty: none
 * @param ask throws unless the person consents
 */
public record StaleLock(
        Workspace workspace, List<Run> runs, Optional<String> given, Consumer<String> ask, ProgressLog log) {
    /** From its begin on a run needs so long at most to ask for the lock. */
    private static final Duration LOCKING = Duration.ofMinutes(2);

    /** A run notes each step, so that a lock much later than its last word is somebody else's. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    /** What a run locks the state for; planning, untainting and the like is in no journal. */
    private static final String APPLYING = "OperationTypeApply";

    private static final DateTimeFormatter GO = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern(" xx")
            .toFormatter(Locale.ROOT);

    /** Does something that needs the lock; releases it first if it is held by a dead run. */
    public Outcome released(Supplier<Outcome> action) {
        Outcome outcome = action.get();
        if (!(outcome instanceof Outcome.Locked locked)) {
            return outcome;
        }
        LockHolder holder = locked.holder();
        boolean named = given.filter(holder.id()::equals).isPresent();
        if (!named && !isOfDeadRun(holder)) {
            throw notOurs(holder).asException();
        }
        log.say("The state is locked by " + holder + ". "
                + (named ? "You say that it is gone." : "That process is gone, as the journal and this machine tell."));
        ask.accept("Release the lock of " + holder.who() + "?");
        workspace
                .noted(
                        "released state lock " + holder.id() + " (owner: " + holder.who() + ")",
                        workspace.engine().forceUnlock(holder.id()))
                .orThrow();
        log.say("Released the lock " + holder.id() + ".");
        return action.get();
    }

    private boolean isOfDeadRun(LockHolder holder) {
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

    /** As Go prints a time: {@code 2026-01-02 03:04:05.678 +0000 UTC}. */
    static Optional<Instant> created(String text) {
        try {
            return Optional.of(GO.parse(text.replaceFirst("( [A-Z]+)?( m=.*)?$", ""), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Problem notOurs(LockHolder holder) {
        return new Problem(
                ExitCode.LOCKED,
                "the state is locked, and not by a run that is known to be dead",
                "It is held by " + holder + ". No journal here tells that this process is gone.",
                "ask them. If it is surely gone, say so with --unlock " + holder.id() + ".");
    }
}
