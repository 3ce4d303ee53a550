package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.SharedProvider;
import io.github.qisaws.terraform.Terraform;
import io.github.qisaws.terraform.Validation;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The verbs on one environment, each with its stages in order. */
public final class Deployments {
    private final Project project;
    private final Tools tools;
    private final Talk talk;

    public Deployments(Project project, Tools tools, Talk talk) {
        this.project = project;
        this.tools = tools;
        this.talk = talk;
    }

    /** A plan that was made and saved, and its review. */
    public record Planned(Review review, boolean changes) {}

    /** Makes the environment's folder ready for the engine. */
    public void init(String name) {
        Configured configured = Configured.of(project, name, talk);
        Workspace.of(project, configured, tools).initialize(talk);
    }

    /** Has the engine check the configuration; nothing is asked of AWS but the state's backend. */
    public Validation validate(String name) {
        return ready(name).workspace().terraform().validate();
    }

    /**
     * Plans, reviews and saves.
     *
     * @param allowed exact addresses whose loss is allowed
     */
    public Planned plan(String name, Mode mode, Set<String> allowed) {
        Ready ready = ready(name);
        SavedPlan saved = SavedPlan.of(ready.workspace());
        saved.prepare();
        Outcome outcome;
        Review review;
        try (SharedProvider provider = provider(ready, mode)) {
            Terraform terraform = provider.sharedBy(ready.workspace().terraform());
            outcome = runPlan(terraform, mode, saved);
            review = review(ready, terraform, saved, mode, allowed);
        }
        // The engine also calls a plan changed that only notes what AWS has filled in.
        boolean changes = outcome.changes() && review.verdict() != Verdict.UNCHANGED;
        if (changes) {
            saved.seal(ready.configured(), mode);
        } else {
            saved.forget();
        }
        return new Planned(review, changes);
    }

    /** A plan to destroy configures the provider twice, which one process bears only without AWS_CA_BUNDLE. */
    private SharedProvider provider(Ready ready, Mode mode) {
        return mode == Mode.DESTROY
                ? SharedProvider.none()
                : SharedProvider.start(ready.workspace().terraform(), tools.cache());
    }

    private Outcome runPlan(Terraform terraform, Mode mode, SavedPlan saved) {
        Verb.Plan plan = new Verb.Plan(saved.file(), mode, List.of(), List.of(), 0);
        try (Progress progress = new Progress(talk, "planning", 0)) {
            return terraform.plan(plan, progress).orThrow();
        }
    }

    /** What the saved plan would do, as reviewed now. */
    public Review savedReview(String name, Set<String> allowed) {
        Ready ready = ready(name);
        SavedPlan saved = SavedPlan.of(ready.workspace());
        Mode mode = saved.check(ready.configured());
        return review(ready, ready.workspace().terraform(), saved, mode, allowed);
    }

    /** Applies the saved plan, and nothing else, after the guard has seen it. */
    public void apply(String name, Review review) {
        if (review.verdict() == Verdict.BLOCKED) {
            throw blocked(name, review).asException();
        }
        Ready ready = ready(name);
        SavedPlan saved = SavedPlan.of(ready.workspace());
        saved.check(ready.configured());
        try (Progress progress = new Progress(talk, "applying", review.counts().total())) {
            ready.workspace()
                    .terraform()
                    .apply(Verb.Apply.of(saved.file()), progress)
                    .orThrow();
        } finally {
            saved.forget();
        }
    }

    public JsonNode output(String name) {
        return ready(name).workspace().terraform().output();
    }

    public List<String> stateList(String name) {
        return ready(name).workspace().terraform().stateList();
    }

    /** An environment with everything in place for the engine. */
    private record Ready(Configured configured, Workspace workspace) {}

    private Ready ready(String name) {
        Configured configured = Configured.of(project, name, talk);
        Workspace workspace = Workspace.of(project, configured, tools);
        workspace.initialize(talk);
        return new Ready(configured, workspace);
    }

    private static Review review(Ready ready, Terraform terraform, SavedPlan saved, Mode mode, Set<String> allowed) {
        // The engine's JSON holds sensitive values in clear: it is gone as soon as it was read.
        Path json = saved.folder().resolve("plan.json");
        try {
            terraform.show(saved.file(), json).orThrow();
            Plan plan = PlanReader.read(json);
            return Review.of(
                    ready.configured().environment().name(),
                    plan,
                    ready.configured().deployment().calls(),
                    Policies.of(ready.configured(), mode, plan, allowed));
        } finally {
            Folders.delete(json);
        }
    }

    private static Problem blocked(String name, Review review) {
        return Problem.harmless(
                ExitCode.BLOCKED,
                "the plan of " + name + " is blocked",
                review.sentence(),
                "settle each finding of the review; a loss that is meant is allowed by --allow-destroy ADDRESS on plan"
                        + " and apply.");
    }
}
