package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Ended;
import java.util.List;
import java.util.stream.Collectors;

/** Determines the outcome of a command from its exit code and diagnostics. */
final class Judge {
    private static final int CHANGES = 2;

    private final EngineBinary engine;
    private final Verb verb;

    Judge(EngineBinary engine, Verb verb) {
        this.engine = engine;
        this.verb = verb;
    }

    /**
     * The verdict.
     *
     */
    Outcome judge(Ended ended, List<Diagnostic> diagnostics, int changed) {
        if (ended.interrupted() || ended.timedOut()) {
            return stopped(ended, diagnostics);
        }
        boolean planned = verb instanceof Verb.Plan && ended.exitCode() == CHANGES;
        if (ended.exitCode() == 0 || planned) {
            return new Outcome.Succeeded(planned || changed > 0, diagnostics);
        }
        List<Diagnostic> errors =
                diagnostics.stream().filter(Diagnostic::isError).toList();
        List<String> texts =
                errors.stream().map(e -> e.summary() + "\n" + e.detail()).toList();
        String text = String.join("\n", texts);
        if (Cause.locked(text)) {
            return locked(LockHolder.read(text), diagnostics);
        }
        return failed(Cause.of(texts), ended, errors, diagnostics);
    }

    private Outcome stopped(Ended ended, List<Diagnostic> diagnostics) {
        String how = ended.killed() ? "It did not stop and was killed." : "It stopped gracefully.";
        Problem problem = ended.timedOut()
                ? new Problem(ExitCode.FAILED, title() + " timed out", how, "Rerun the command.")
                : new Problem(ExitCode.INTERRUPTED, title() + " was interrupted", how, "");
        Outcome.Cause cause = ended.timedOut() ? Outcome.Cause.TIMED_OUT : Outcome.Cause.INTERRUPTED;
        return new Outcome.Failed(cause, problem, diagnostics);
    }

    private Outcome locked(LockHolder holder, List<Diagnostic> diagnostics) {
        String path = holder.path().isEmpty() ? "" : " " + holder.path();
        Problem problem = new Problem(
                ExitCode.LOCKED,
                "state" + path + " is locked",
                "Lock owner: " + holder + ".",
                "Wait until the owner finishes, then rerun. If its process no longer runs, run "
                        + engine.kind().program() + " force-unlock "
                        + (holder.known() ? holder.id() : "ID with the ID in the lock file next to the state") + ".");
        return new Outcome.Locked(holder, problem, diagnostics);
    }

    private Outcome failed(Outcome.Cause cause, Ended ended, List<Diagnostic> errors, List<Diagnostic> all) {
        String why = errors.isEmpty()
                ? engine.kind().program() + " failed with exit code " + ended.exitCode() + " and printed no error."
                : errors.stream().map(Judge::format).collect(Collectors.joining("\n"));
        Problem problem = new Problem(Cause.exitCode(cause), Cause.what(cause, title()), why, Cause.fix(cause));
        return new Outcome.Failed(cause, problem, all);
    }

    private String title() {
        return engine.kind().program() + " " + verb.name();
    }

    private static String format(Diagnostic error) {
        StringBuilder text = new StringBuilder(error.summary());
        if (!error.address().isEmpty()) {
            text.append(" (").append(error.address()).append(')');
        }
        error.range().ifPresent(range -> text.append("\n  at ")
                .append(range.file())
                .append(':')
                .append(range.line())
                .append(error.snippet()
                        .map(snippet -> ", in " + snippet.context())
                        .orElse("")));
        if (!error.detail().isBlank()) {
            text.append('\n').append(error.detail().strip().indent(2).stripTrailing());
        }
        return text.toString();
    }
}
