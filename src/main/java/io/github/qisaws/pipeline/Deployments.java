package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.policy.Rego;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.recovery.Interruption;
import io.github.qisaws.recovery.Journaled;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.seal.Facts;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Validation;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ErrorLocator;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.ProgressReport;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The verbs on one environment, each with its stages in order. */
public final class Deployments {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;

    public Deployments(Project project, Tools tools, ProgressLog log) {
        this.project = project;
        this.tools = tools;
        this.log = log;
    }

    /**
     * A plan that is saved and sealed, and its review.
     *
     * @param prepared what apply goes on with
     */
    public record Planned(Review review, boolean changes, Prepared prepared) {

        /** Copies what was sealed into a folder for others to read, without the plan file, which can hold secrets. */
        public void copyReports(Path folder) {
            prepared.saved().copyReports(folder);
        }

        /** Throws if a finding of the guard must be settled first. */
        public void requireNotBlocked() {
            if (review.verdict() == Verdict.BLOCKED) {
                throw blocked(review.environment(), review).asException();
            }
        }
    }

    /**
     * A saved plan together with the environment that it belongs to.
     *
     * @param manifest what was sealed when the plan was reviewed: another plan may take its folder meanwhile; empty when
     *     nothing was sealed
     */
    record Prepared(OpenEnvironment environment, SavedPlan saved, Optional<Manifest> manifest) {}

    /** Makes the environment's folder ready for the engine. */
    public void init(String name) {
        open(name);
    }

    /**
     * Has the engine check the configuration; nothing is asked of AWS but the state's backend.
     *
     * @return what is wrong, with the lines of the environment file where they are known; none when it is valid
     */
    public List<String> validate(String name) {
        OpenEnvironment environment = open(name);
        Validation validation = environment.engine().validate();
        if (validation.valid()) {
            return List.of();
        }
        return Stream.concat(
                        new ErrorLocator(environment.configured()).of(validation.diagnostics()).stream(),
                        validation.diagnostics().stream().map(Diagnostic::toString))
                .toList();
    }

    /** Plans, reviews and saves for the usual time. */
    public Planned plan(String name, Mode mode, Set<String> allowed) {
        return plan(name, new Wanted(mode, allowed, Set.of()), new Sealing(Manifest.USUAL_LIFE, false));
    }

    /**
     * How a plan is sealed.
     *
     * @param life for how long the plan may be applied
     * @param unchanged also one in which nothing changes, so that a later job finds it and knows
     */
    public record Sealing(Duration life, boolean unchanged) {}

    /**
     * What a plan is to do.
     *
     * @param allowed exact addresses whose loss is allowed
     * @param replace exact addresses that are made anew though nothing else asks for it
     */
    public record Wanted(Mode mode, Set<String> allowed, Set<String> replace) {}

    /** Plans, reviews and saves. */
    public Planned plan(String name, Wanted wanted, Sealing sealing) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        OpenEnvironment environment = open(name);
        Interruption.of(environment.workspace()).announce(name, log);
        SavedPlan saved = SavedPlan.of(environment.workspace());
        makeRoom(saved);
        Facts facts = Facts.of(environment, tools);
        Mode mode = wanted.mode();
        Outcome outcome;
        Review review;
        String plan;
        try (Engine.Shared shared = environment.engineFor(mode)) {
            Verb.Plan verb = new Verb.Plan(saved.file(), mode, List.of(), List.copyOf(wanted.replace()), 0);
            outcome = environment.plan(shared.engine(), verb, "planning");
            plan = saved.planHash();
            review = environment.review(shared.engine(), saved.file(), mode, wanted.allowed(), saved::keepRedacted);
        }
        // The engine also calls a plan changed that only notes what AWS has filled in.
        boolean changes = outcome.changes() && review.verdict() != Verdict.UNCHANGED;
        Optional<Manifest> manifest = Optional.empty();
        if (changes || sealing.unchanged()) {
            Manifest.Maker maker =
                    Manifest.Maker.of(tools.person(), tools.clock().instant(), sealing.life());
            manifest = Optional.of(saved.seal(facts, maker, review, mode, wanted.allowed()));
            saved.requireStill(plan, manifest.get());
            tools.effects().add("saved a plan in " + saved.folder());
        } else {
            saved.forget();
        }
        return new Planned(review, changes, new Prepared(environment, saved, manifest));
    }

    /**
     * The saved plan, as reviewed now, after every field of its manifest was checked.
     *
     * @param folder a sealed folder; empty: the environment's newest
     * @param allowed addresses that must be those of the plan; none: those of the plan
     */
    public Planned saved(String name, Optional<Path> folder, Set<String> allowed) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        OpenEnvironment environment = open(name);
        Interruption.of(environment.workspace()).refuse(name);
        SavedPlan saved = folder.map(path -> new SavedPlan(path.toAbsolutePath()))
                .orElseGet(() -> SavedPlan.of(environment.workspace()));
        saved.manifest(name);
        Manifest manifest =
                saved.check(Facts.of(environment, tools), allowed, tools.clock().instant());
        Review review = environment.review(
                environment.engine(), saved.file(), SavedPlan.mode(manifest), manifest.allowedDestroys(), clear -> {});
        return new Planned(
                review, review.verdict() != Verdict.UNCHANGED, new Prepared(environment, saved, Optional.of(manifest)));
    }

    /**
     * Applies the plan that was reviewed, and nothing else, once; a plan with which nothing could be begun, since somebody
     * holds the lock or the credentials are out of date, is kept.
     */
    public void apply(Planned planned) {
        planned.requireNotBlocked();
        Review review = planned.review();
        SavedPlan saved = planned.prepared().saved();
        Manifest manifest = planned.prepared().manifest().orElseGet(() -> saved.manifest(review.environment()));
        saved.checkAgain(manifest, tools.clock().instant());
        Workspace workspace = planned.prepared().environment().workspace();
        Interruption.of(workspace).refuse(review.environment());
        Outcome outcome = null;
        try (ProgressReport progress = new ProgressReport(log, "applying", review.steps())) {
            outcome = Journaled.apply(workspace, SavedPlan.mode(manifest), saved.file(), review.steps(), progress);
        } finally {
            if (outcome == null || !outcome.neverBegan()) {
                saved.forget();
                tools.effects().add("removed the saved plan");
            }
        }
        if (!outcome.succeeded()) {
            Interruption.of(workspace).announce(review.environment(), log);
        }
        planned.prepared().environment().orThrow(outcome);
    }

    private void makeRoom(SavedPlan saved) {
        boolean earlier = saved.isThere();
        saved.prepare();
        if (earlier) {
            tools.effects().add("removed the previous saved plan");
        }
    }

    public JsonNode output(String name) {
        return open(name).engine().output();
    }

    public List<String> stateList(String name) {
        return open(name).engine().stateList();
    }

    private OpenEnvironment open(String name) {
        return OpenEnvironment.open(project, name, tools, log);
    }

    private static Problem blocked(String name, Review review) {
        return new Problem(
                ExitCode.BLOCKED,
                "the plan of " + name + " is blocked",
                review.sentence(),
                "settle each finding of the review; a loss that is meant is allowed by planning again with"
                        + " --allow-destroy ADDRESS.");
    }
}
