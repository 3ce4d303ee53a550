package io.github.qisaws.recovery;

import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Applies a plan and records the run in the journal, so that it can be recovered after a kill. */
public final class Journaled {
    private Journaled() {}

    /** The journal file of a workspace. */
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
            // A run without an end record counts as interrupted, and its failed steps as possibly completed.
            if (!isSilent(outcome) && !LostContact.in(outcome.diagnostics())) {
                journal.end(outcome.succeeded());
            }
            return outcome;
        }
    }

    /** Whether Terraform failed without an error message, as it does if it was killed. */
    private static boolean isSilent(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && failed.cause() == Outcome.Cause.OTHER
                && failed.diagnostics().stream().noneMatch(Diagnostic::isError);
    }
}
