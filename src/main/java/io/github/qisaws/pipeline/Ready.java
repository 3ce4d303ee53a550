package io.github.qisaws.pipeline;

import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.review.Review;
import io.github.qisaws.terraform.Terraform;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** An environment with everything in place for the engine. */
record Ready(Configured configured, Workspace workspace) {

    /**
     * Reviews a plan file.
     *
     * @param clear gets the file of the plan's JSON, which holds sensitive values in clear and is gone afterwards
     */
    Review review(Terraform terraform, Path planFile, Mode mode, Set<String> allowed, Consumer<Path> clear) {
        Path json = PrivateFolder.fresh(workspace.folder().resolve(".qis-aws").resolve("clear"))
                .resolve("plan.json");
        try {
            terraform.show(planFile, json).orThrow();
            clear.accept(json);
            Plan plan = PlanReader.read(json);
            Review review = Review.of(
                    configured.environment().name(),
                    plan,
                    configured.deployment().calls(),
                    Policies.of(configured, mode, plan, allowed));
            return CostReport.with(review, configured.environment());
        } finally {
            Folders.delete(json.getParent());
        }
    }
}
