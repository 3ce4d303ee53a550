package io.github.qisaws.pipeline;

import io.github.qisaws.policy.AllowedDestroys;
import io.github.qisaws.policy.Rego;
import io.github.qisaws.review.Review;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reviews a stored plan file in a checkout that the author of the plan cannot change: with the tool, the policies, and
 * the providers of this checkout. Nothing that the planning job wrote about the plan is used.
 */
public record StoredReview(Project project, Tools tools, ProgressLog log) {

    /**
     * A review and the plan file that it describes.
     *
     * @param hash SHA-256 of the plan file
     */
    public record Reviewed(Review review, String hash) {}

    /**
     * Reviews the plan file of a downloaded plan.
     *
     * @param allowed resource addresses whose data may be destroyed
     */
    public Reviewed of(String name, Path folder, Set<String> allowed) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        OpenEnvironment environment = OpenEnvironment.open(project, name, tools, log);
        SavedPlan copy =
                new SavedPlan(folder).copied(name, environment.workspace().scratch());
        try {
            Manifest manifest = copy.checkFiles(name, tools.clock().instant());
            Review review =
                    environment.review(environment.engine(), copy.file(), AllowedDestroys.named(allowed), clear -> {});
            return new Reviewed(review, SavedPlan.hashOf(manifest));
        } finally {
            copy.forget();
        }
    }
}
