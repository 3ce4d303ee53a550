package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.plan.Ignored;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.policy.AllowedDestroys;
import io.github.qisaws.policy.EnvironmentReview;
import io.github.qisaws.policy.Rego;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.seal.Hash;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SealedFolder;
import io.github.qisaws.workspace.IgnoredChanges;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reviews a sealed folder; needs its manifest and JSON, but not the plan file. */
public final class PlanFolder {
    private static final String PLAN = "plan.json";

    private PlanFolder() {}

    /**
     * Reviews the plan in a sealed folder.
     *
     * @param project the project with components, accepted findings, and the organization's policies; if empty, the
     *     guard accepts nothing and knows resources only by their type
     * @param allowed resource addresses whose data may be destroyed
     */
    public static Review review(Path folder, Optional<Project> project, Tools tools, Set<String> allowed) {
        Manifest manifest = new SealedFolder(folder).manifest();
        Path plan = folder.resolve(PLAN);
        requireUnchanged(manifest, plan);
        String name = manifest.target().environment();
        Optional<Environment> known = environment(project, name);
        Optional<Deployment> deployment = known.map(Architectures::deploymentOf);
        Plan read = PlanReader.read(plan, ignored(project, deployment));
        List<Finding> others = project.map(own -> Rego.of(own.root(), tools.runner(), tools.variables()))
                .filter(Rego::present)
                .map(rego -> rego.judge(plan.toAbsolutePath()))
                .orElse(List.of());
        return known.map(environment -> new EnvironmentReview(
                                environment, deployment.orElseThrow().calls())
                        .of(read, AllowedDestroys.named(allowed), others))
                .orElseGet(() -> Review.of(name, read, List.of(), Policy.STRICT.allowing(allowed), others));
    }

    private static Optional<Environment> environment(Optional<Project> project, String name) {
        return project.filter(known -> known.environments().contains(name))
                .flatMap(known -> EnvironmentFile.check(known.folder(name)).environment());
    }

    private static Ignored ignored(Optional<Project> project, Optional<Deployment> deployment) {
        return deployment
                .map(known -> (Ignored) new IgnoredChanges(project.orElseThrow(), known))
                .orElse(Ignored.NOTHING);
    }

    private static void requireUnchanged(Manifest manifest, Path plan) {
        String sealed = manifest.files().getOrDefault(PLAN, "");
        String now;
        try {
            now = Hash.of(plan);
        } catch (IOException e) {
            now = e.getClass().getSimpleName();
        }
        if (!now.equals(sealed)) {
            throw new Problem(
                            ExitCode.STALE_PLAN,
                            plan + " was modified after planning",
                            sealed.isEmpty()
                                    ? "The file is not listed in the manifest."
                                    : "SHA-256 in the manifest: " + sealed + ", now: " + now + ".",
                            "Run qis-aws plan " + manifest.target().environment() + " and review the new plan.")
                    .asException();
        }
    }
}
