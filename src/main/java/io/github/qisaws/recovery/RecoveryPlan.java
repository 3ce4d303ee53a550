package io.github.qisaws.recovery;

import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.seal.Hash;
import io.github.qisaws.terraform.DestroyPlan;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The plan of a recovery, with import blocks in a temporary configuration file. */
final class RecoveryPlan implements AutoCloseable {
    /**
     * Limit of plans. Each one can find children of the resources found before; more than this means that an error
     * repeats.
     */
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
     * Repeats the plan until it finds no more existing resources.
     *
     * @param locked runs an action that needs the state lock
     */
    void make(ImportSearch found, Function<Supplier<Outcome>, Outcome> locked) {
        log.say("Searching for existing resources by repeated plans…");
        try (ProgressReport silence = new ProgressReport(log, "searching", 0)) {
            for (int round = 0; round < ROUNDS; round++) {
                write(found);
                Outcome outcome = locked.apply(() -> run(silence));
                if (outcome.succeeded()) {
                    Plan plan = read();
                    if (mode != Mode.NORMAL || !found.learn(plan)) {
                        requireImported(plan, found.imports().addresses());
                        return;
                    }
                } else if (!found.learn(outcome.diagnostics())) {
                    environment.orThrow(outcome);
                }
            }
        }
        throw new IllegalStateException("search for resources did not complete after " + ROUNDS + " plans");
    }

    /** SHA-256 of the plan file as it is now. */
    String hash() {
        try {
            return Hash.of(file());
        } catch (IOException e) {
            throw Folders.cannot("read " + file(), e);
        }
    }

    /** Throws if the reviewed plan file was replaced, because the user may have taken a long time to confirm. */
    void requireUnchanged(String reviewed) {
        String now = hash();
        if (!now.equals(reviewed)) {
            throw new Problem(
                            ExitCode.STALE_PLAN,
                            "recovery plan was modified after the review",
                            "SHA-256 of " + file() + ": reviewed " + reviewed + ", now " + now + ".",
                            "Check that no other program changes the folder, then rerun qis-aws recover "
                                    + environment.name() + ".")
                    .asException();
        }
    }

    private void write(ImportSearch found) {
        workspace.removeRecoveryImports();
        if (!found.imports().isEmpty()) {
            Folders.write(workspace.recoveryImports(), found.imports().file());
        }
    }

    private Outcome run(ProgressReport silence) {
        PrivateFolder.fresh(folder());
        Verb.Plan plan = new Verb.Plan(file(), mode, List.of(), List.of(), 0);
        Consumer<Event> refreshes = event -> {
            // Each plan refreshes all resources again, so refreshes are only counted.
            if (event instanceof Event.Step step && step.stage() == Event.Stage.REFRESH_COMPLETE) {
                silence.accept(event);
            }
        };
        return DestroyPlan.create(workspace.engine(), plan, refreshes, environment::noteStateOnly);
    }

    private Plan read() {
        return workspace.shown(workspace.engine(), file(), PlanReader::read);
    }

    /** Throws if the plan lacks an import, because the apply would create the resource a second time. */
    private static void requireImported(Plan plan, Set<String> addresses) {
        Set<String> missing = new TreeSet<>(addresses);
        plan.changes().stream()
                .filter(change -> change.origin().importId().isPresent())
                .forEach(change -> missing.remove(change.address().text()));
        if (!missing.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "recovery plan does not import all found resources",
                            "Missing imports: " + String.join(", ", missing) + ".",
                            "Check that no other program changes the environment's folder, then rerun.")
                    .asException();
        }
    }

    @Override
    public void close() {
        workspace.removeRecoveryImports();
        Folders.delete(folder());
    }
}
