package io.github.qisaws.pipeline;

import io.github.qisaws.pipeline.Deployments.PlanRequest;
import io.github.qisaws.pipeline.Deployments.SealOptions;
import io.github.qisaws.preflight.Preflight;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.seal.Facts;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.Tools;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The steps of a new plan.
 *
 * @param saved the folder of the new plan; it replaces the previous saved plan
 * @param preflight asks AWS while Terraform plans
 */
record Planning(OpenEnvironment environment, SavedPlan saved, Tools tools, Preflight preflight) {

    /**
     * A plan and its review.
     *
     * @param hash SHA-256 of the plan file
     * @param changes whether there is anything to apply
     */
    record Reviewed(Review review, boolean changes, String hash) {}

    /** Deletes the previous saved plan, and records that. */
    void makeRoom() {
        boolean earlier = saved.isThere();
        saved.prepare();
        if (earlier) {
            tools.effects().add("removed the previous saved plan");
        }
    }

    /** Plans and reviews. */
    Reviewed review(PlanRequest request) {
        Mode mode = request.mode();
        try (Engine.Shared shared = environment.engineFor(mode)) {
            Verb.Plan verb = new Verb.Plan(saved.file(), mode, List.of(), List.copyOf(request.replace()), 0);
            Outcome outcome = preflight.explaining(() -> environment.plan(shared.engine(), verb, "planning"));
            String hash = saved.planHash();
            Review review = environment.review(
                    shared.engine(), saved.file(), request.allowed(), saved::keepRedacted, preflight::findings);
            // Terraform also reports changes if a plan only records computed defaults in the state.
            return new Reviewed(review, outcome.changes() && review.verdict() != Verdict.UNCHANGED, hash);
        }
    }

    /** Seals the plan; deletes it and returns empty if there is nothing to apply and the options do not require it. */
    Optional<Manifest> seal(Reviewed reviewed, Facts facts, PlanRequest request, SealOptions options) {
        if (!reviewed.changes() && !options.unchanged()) {
            saved.forget();
            return Optional.empty();
        }
        Manifest.Maker maker = Manifest.Maker.of(tools.person(), tools.clock().instant(), options.life());
        Manifest manifest = saved.seal(facts, maker, reviewed.review(), request.mode());
        saved.requireLoaded(manifest, environment);
        saved.requireNotReplaced(reviewed.hash(), manifest);
        tools.effects().add("saved a plan in " + saved.folder());
        return Optional.of(manifest);
    }

    /** Runs steps; if one fails, deletes the unfinished plan, because plan files contain sensitive values. */
    <T> T completely(Supplier<T> steps) {
        try {
            return steps.get();
        } catch (RuntimeException e) {
            discard(e);
            throw e;
        }
    }

    /** A folder that cannot be deleted must not hide the failure. Without a manifest, it is not a saved plan. */
    private void discard(RuntimeException failure) {
        try {
            saved.forget();
        } catch (ProblemException e) {
            failure.addSuppressed(e);
        }
    }
}
