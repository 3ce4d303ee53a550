package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.policy.AllowedDestroys;
import io.github.qisaws.policy.Rego;
import io.github.qisaws.preflight.Preflight;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.recovery.Interruption;
import io.github.qisaws.recovery.Journaled;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.seal.Facts;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.seal.SealCheck;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.ProviderReplacement;
import io.github.qisaws.terraform.Validation;
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
import java.util.function.Function;
import java.util.stream.Stream;

/** The verbs on one environment: init, validate, plan, apply, output, and state list. */
public final class Deployments {
    /** The longest time that a saved plan can be applied. */
    public static final Duration LONGEST_LIFE = Manifest.LONGEST_LIFE;

    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Preflights preflights;

    public Deployments(Project project, Tools tools, ProgressLog log) {
        this(project, tools, log, Preflights.of(tools));
    }

    /**
     * The verbs, with questions of the caller's choice.
     *
     * @param preflights starts the questions to AWS
     */
    Deployments(Project project, Tools tools, ProgressLog log, Preflights preflights) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.preflights = preflights;
    }

    /**
     * A saved plan and its review.
     *
     * @param changes whether there is anything to apply
     * @param prepared what {@code apply} needs
     */
    public record Planned(Review review, boolean changes, Prepared prepared) {

        /** Copies the reports of the saved plan to a folder, without the plan file, which can contain secrets. */
        public void copyReports(Path folder) {
            prepared.saved().copyReports(folder);
        }

        /** Throws if the plan file is not the one that was approved. */
        public void requirePlanHash(String approved) {
            prepared.manifest().ifPresent(manifest -> SavedPlan.requireApproved(manifest, approved));
        }

        /** Throws if the guard blocks the plan. */
        public void requireNotBlocked() {
            if (review.verdict() == Verdict.BLOCKED) {
                throw blocked(review.environment(), review).asException();
            }
        }
    }

    /**
     * A saved plan together with the environment that it belongs to.
     *
     * @param manifest the manifest of the reviewed plan, because a later plan may replace the folder; empty if the
     *     plan was not sealed
     */
    record Prepared(OpenEnvironment environment, SavedPlan saved, Optional<Manifest> manifest) {}

    /** Initializes the environment's folder. */
    public void init(String name) {
        open(name);
    }

    /**
     * Validates the configuration with Terraform. Contacts AWS only for the state backend.
     *
     * @return the errors, with lines of the environment file where they are known; empty if the configuration is valid
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

    /**
     * Plans, reviews, and saves the plan with the default expiry, for a command that also applies it. A destroy plan is
     * reviewed for {@code destroy}, whose confirmation covers the whole environment.
     */
    public Planned plan(String name, Mode mode, Set<String> addresses) {
        AllowedDestroys allowed =
                mode == Mode.DESTROY ? AllowedDestroys.byDestroy(addresses) : AllowedDestroys.named(addresses);
        return plan(name, new PlanRequest(mode, allowed, Set.of()), new SealOptions(Manifest.USUAL_LIFE, false));
    }

    /**
     * How a plan is sealed.
     *
     * @param life how long the plan can be applied, at most {@link #LONGEST_LIFE}
     * @param unchanged whether to seal a plan without changes too, so that a later CI job can tell it from a missing
     *     plan
     */
    public record SealOptions(Duration life, boolean unchanged) {}

    /**
     * What to plan.
     *
     * @param allowed whose data may be destroyed according to this command; not stored
     * @param replace resource addresses to replace although nothing else requires it
     */
    public record PlanRequest(Mode mode, AllowedDestroys allowed, Set<String> replace) {

        /** A plan that may destroy only the data of the named resources. */
        public static PlanRequest of(Mode mode, Set<String> addresses, Set<String> replace) {
            return new PlanRequest(mode, AllowedDestroys.named(addresses), replace);
        }
    }

    /** Plans, reviews, and saves the plan. */
    public Planned plan(String name, PlanRequest request, SealOptions options) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        try (Preflight preflight = preflights.begin(project.existingFolder(name))) {
            return plan(preflight.explaining(() -> open(name)), request, options, preflight);
        }
    }

    private Planned plan(OpenEnvironment environment, PlanRequest request, SealOptions options, Preflight preflight) {
        Interruption.of(environment.workspace()).announce(environment.name(), log);
        SavedPlan saved = SavedPlan.of(environment.workspace());
        Planning planning = new Planning(environment, saved, tools, preflight);
        planning.makeRoom();
        return planning.completely(() -> {
            Facts facts = Facts.of(environment, tools);
            Planning.Reviewed reviewed = planning.review(request);
            Optional<Manifest> manifest = planning.seal(reviewed, facts, request, options);
            return new Planned(reviewed.review(), reviewed.changes(), new Prepared(environment, saved, manifest));
        });
    }

    /**
     * Checks every field of the saved plan's manifest, and reviews the plan again with the current policy.
     *
     * @param folder a sealed folder; empty: the environment's saved plan
     * @param allowed resource addresses whose data may be destroyed; those given to plan do not count
     */
    public Planned saved(String name, Optional<Path> folder, Set<String> allowed) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        OpenEnvironment environment = openUnchanged(name);
        try (Preflight preflight = preflights.begin(environment.configured().folder())) {
            return saved(environment, folder, allowed, preflight);
        }
    }

    private Planned saved(
            OpenEnvironment environment, Optional<Path> folder, Set<String> allowed, Preflight preflight) {
        Interruption.of(environment.workspace()).refuse(environment.name());
        SavedPlan saved = folder.map(path -> new SavedPlan(path.toAbsolutePath()))
                .orElseGet(() -> SavedPlan.of(environment.workspace()));
        return onCopy(environment, saved, copy -> {
            Manifest manifest =
                    copy.check(Facts.of(environment, tools), tools.clock().instant());
            copy.requireLoaded(manifest, environment);
            Review review = environment.review(
                    environment.engine(),
                    copy.file(),
                    AllowedDestroys.named(allowed),
                    clear -> {},
                    preflight::findings);
            return new Planned(
                    review,
                    review.verdict() != Verdict.UNCHANGED,
                    new Prepared(environment, saved, Optional.of(manifest)));
        });
    }

    /** Opens the environment of a sealed plan, which is stale if the environment's files are not valid anymore. */
    private OpenEnvironment openUnchanged(String name) {
        ProviderReplacement.refuse(tools.variables(), ExitCode.STALE_PLAN);
        return SealCheck.staleIfInvalid(() -> open(name));
    }

    /** Works on a private copy of a saved plan, so that what is checked is what is shown or applied. */
    private static <T> T onCopy(OpenEnvironment environment, SavedPlan saved, Function<SavedPlan, T> work) {
        SavedPlan copy =
                saved.copied(environment.name(), environment.workspace().scratch());
        try {
            return work.apply(copy);
        } finally {
            copy.forget();
        }
    }

    /**
     * Applies the reviewed plan once. Keeps the plan if nothing was started: the journal could not be written, or the
     * state was locked.
     */
    public void apply(Planned planned) {
        planned.requireNotBlocked();
        Review review = planned.review();
        SavedPlan saved = planned.prepared().saved();
        Manifest manifest = planned.prepared().manifest().orElseGet(() -> saved.manifest(review.environment()));
        OpenEnvironment environment = planned.prepared().environment();
        Workspace workspace = environment.workspace();
        Outcome outcome = onCopy(environment, saved, copy -> {
            copy.checkAgain(manifest, tools.clock().instant());
            Interruption.of(workspace).refuse(review.environment());
            Mode mode = copy.planFile(review.environment()).mode();
            try (Journaled run = Journaled.begin(workspace, mode, copy.file())) {
                return applyOnce(run, saved, review.steps());
            }
        });
        if (!outcome.succeeded()) {
            Interruption.of(workspace).announce(review.environment(), log);
        }
        environment.orThrow(outcome);
    }

    private Outcome applyOnce(Journaled run, SavedPlan saved, int steps) {
        Outcome outcome = null;
        try (ProgressReport progress = new ProgressReport(log, "applying", steps)) {
            outcome = run.apply(steps, progress);
            return outcome;
        } finally {
            if (outcome == null || !outcome.neverBegan()) {
                saved.forget();
                tools.effects().add("removed the saved plan");
            }
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
                "the guard blocked the plan for " + name,
                review.sentence(),
                "Resolve each finding. To allow an intended data loss, pass --allow-destroy ADDRESS for each resource,"
                        + " to plan and again to apply.");
    }
}
