package io.github.qisaws.pipeline;

import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.plan.Redaction;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.terraform.Terraform;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.nio.file.Path;
import java.util.List;
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
                    Policies.of(configured, mode, plan, allowed),
                    ofOrganisation(json));
            return CostReport.with(review, configured.environment());
        } finally {
            Folders.delete(json.getParent());
        }
    }

    /** What the organisation's policies find in the plan, of which they see no secret. */
    private List<Finding> ofOrganisation(Path json) {
        Path root = configured.folder().toAbsolutePath().normalize().getParent().getParent();
        Rego rego = Rego.of(new Project(root), workspace.tools());
        if (!rego.present()) {
            return List.of();
        }
        Path redacted = json.resolveSibling("redacted.json");
        Folders.write(redacted, Redaction.of(json));
        return rego.judge(redacted);
    }
}
