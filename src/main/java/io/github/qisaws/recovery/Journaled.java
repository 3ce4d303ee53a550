package io.github.qisaws.recovery;

import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One apply of a plan, whose steps are recorded in the journal, so that it can be recovered after a kill.
 */
public final class Journaled implements AutoCloseable {
    private final Workspace workspace;
    private final Path plan;
    private final Journal journal;

    private Journaled(Workspace workspace, Path plan, Journal journal) {
        this.workspace = workspace;
        this.plan = plan;
        this.journal = journal;
    }

    /** The journal file of a workspace. */
    static Path file(Workspace workspace) {
        return workspace.scratch().journal();
    }

    /**
     * Starts a run in the journal.
     *
     * @throws io.github.qisaws.problem.ProblemException if the journal cannot be written; nothing was applied then
     */
    public static Journaled begin(Workspace workspace, Verb.Plan.Mode mode, Path plan) {
        return new Journaled(workspace, plan, Journal.begin(file(workspace), mode.name(), plan.toString()));
    }

    /** Applies a plan file as one run. */
    public static Outcome apply(
            Workspace workspace, Verb.Plan.Mode mode, Path plan, int steps, Consumer<Event> listener) {
        try (Journaled run = begin(workspace, mode, plan)) {
            return run.apply(steps, listener);
        }
    }

    /**
     * Applies the plan file.
     *
     * @param steps how many changes the engine will report as complete
     */
    public Outcome apply(int steps, Consumer<Event> listener) {
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

    @Override
    public void close() {
        journal.close();
    }

    /** Whether Terraform failed without an error message, as it does if it was killed. */
    private static boolean isSilent(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && failed.cause() == Outcome.Cause.OTHER
                && failed.diagnostics().stream().noneMatch(Diagnostic::isError);
    }
}
