package io.github.qisaws.recovery;

import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.PrivateFolder;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.ProgressReport;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The plan of a recovery, with import blocks in a file that is there for it alone. */
final class RecoveryPlan implements AutoCloseable {
    /** Parents are found before what hangs on them; more rounds than this mean that an engine's error repeats. */
    private static final int ROUNDS = 20;

    private final OpenEnvironment environment;
    private final Workspace workspace;
    private final Mode mode;
    private final ProgressLog log;

    RecoveryPlan(OpenEnvironment environment, Mode mode, ProgressLog log) {
        this.environment = environment;
        this.workspace = environment.workspace();
        this.mode = mode;
        this.log = log;
    }

    Path file() {
        return folder().resolve("plan.tfplan");
    }

    private Path folder() {
        return workspace.scratch().recovery();
    }

    /**
     * Plans until nothing more is found that exists already.
     *
     * @param locked does something for which the state's lock is needed
     */
    void make(ImportSearch adoption, Function<Supplier<Outcome>, Outcome> locked) {
        log.say("Looking for what exists, plan after plan…");
        try (ProgressReport silence = new ProgressReport(log, "looking", 0)) {
            for (int round = 0; round < ROUNDS; round++) {
                write(adoption);
                Outcome outcome = locked.apply(() -> run(silence));
                if (outcome.succeeded()) {
                    Plan plan = read();
                    if (mode != Mode.NORMAL || !adoption.learn(plan)) {
                        requireAdopted(plan, adoption.imports().addresses());
                        return;
                    }
                } else if (!adoption.learn(outcome.diagnostics())) {
                    environment.orThrow(outcome);
                }
            }
        }
        throw new IllegalStateException("the search for resources does not end");
    }

    private void write(ImportSearch adoption) {
        workspace.removeRecoveryImports();
        if (!adoption.imports().isEmpty()) {
            Folders.write(workspace.recoveryImports(), adoption.imports().file());
        }
    }

    private Outcome run(ProgressReport silence) {
        PrivateFolder.fresh(folder());
        return workspace.engine().plan(new Verb.Plan(file(), mode, List.of(), List.of(), 0), event -> {
            // What is read again and again in each plan is counted, not told.
            if (event instanceof Event.Step step && step.stage() == Event.Stage.REFRESH_COMPLETE) {
                silence.accept(event);
            }
        });
    }

    private Plan read() {
        return workspace.shown(workspace.engine(), file(), PlanReader::read);
    }

    /** Without its import block a resource would be made a second time. */
    private static void requireAdopted(Plan plan, Set<String> addresses) {
        Set<String> missing = new TreeSet<>(addresses);
        plan.changes().stream()
                .filter(change -> change.origin().importId().isPresent())
                .forEach(change -> missing.remove(change.address().text()));
        if (!missing.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the plan does not take up all that was found",
                            "It lacks the import of " + String.join(", ", missing) + ".",
                            "check that nothing else works in the environment's folder, then run recover again.")
                    .asException();
        }
    }

    @Override
    public void close() {
        workspace.removeRecoveryImports();
        Folders.delete(folder());
    }
}
