package io.github.qisaws.recovery;

import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Applies under a journal, so that a run which is killed can be recovered. */
public final class Journaled {
    private Journaled() {}

    /** Where the journal of a workspace is. */
    static Path file(Workspace workspace) {
        return workspace.scratch().journal();
    }

    /**
     * Applies a plan file.
     *
     * @param steps how many changes the engine will report as complete
     */
    public static Outcome apply(
            Workspace workspace, Verb.Plan.Mode mode, Path plan, int steps, Consumer<Event> listener) {
        try (Journal journal = Journal.begin(file(workspace), mode.name(), plan.toString())) {
            Outcome outcome = workspace.apply(
                    plan,
                    steps,
                    event -> {
                        journal.accept(event);
                        listener.accept(event);
                    },
                    journal::engine);
            // Without an end the run counts as cut short, and what failed in it as perhaps made.
            if (!isSilent(outcome) && !LostContact.in(outcome.diagnostics())) {
                journal.end(outcome.succeeded());
            }
            return outcome;
        }
    }

    /** An engine that was killed fails without saying why. */
    private static boolean isSilent(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && failed.cause() == Outcome.Cause.OTHER
                && failed.diagnostics().stream().noneMatch(Diagnostic::isError);
    }
}
