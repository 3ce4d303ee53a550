package io.github.qisaws.workspace;

import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.plan.Redaction;
import io.github.qisaws.policy.EnvironmentReview;
import io.github.qisaws.policy.Rego;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** An environment whose configuration is current and whose folder is initialized: all that a command needs to plan. */
public record OpenEnvironment(Project project, ConfiguredEnvironment configured, Workspace workspace, ProgressLog log) {

    /** Opens an environment; what a killed recovery left in its folder is removed first. */
    public static OpenEnvironment open(Project project, String name, Tools tools, ProgressLog log) {
        ConfiguredEnvironment configured = ConfiguredEnvironment.of(project, name, log, tools.effects());
        return new OpenEnvironment(project, configured, Workspace.of(project, configured, tools), log).initialized();
    }

    public OpenEnvironment initialized() {
        workspace.removeRecoveryImports();
        workspace.initialize(log);
        return this;
    }

    public String name() {
        return configured.environment().name();
    }

    public Engine engine() {
        return workspace.engine();
    }

    /**
     * The engine for a plan and the commands that read it.
     *
     * <p>A plan to destroy configures the provider twice, which one process bears only without AWS_CA_BUNDLE.
     */
    public Engine.Shared engineFor(Mode mode) {
        return mode == Mode.DESTROY
                ? engine().alone()
                : engine().share(workspace.tools().cache());
    }

    /**
     * Plans; a failure names the lines of the environment file that caused it, where they are known.
     *
     * @param doing what progress is said to be made with
     */
    public Outcome plan(Engine engine, Verb.Plan plan, String doing) {
        try (ProgressReport progress = new ProgressReport(log, doing, 0)) {
            return orThrow(engine.plan(plan, progress));
        }
    }

    /** The outcome, unless it is a failure; the failure names the lines of the environment file where they are known. */
    public Outcome orThrow(Outcome outcome) {
        return new ErrorLocator(configured).orThrow(outcome);
    }

    /**
     * Plans, reads the plan's JSON, and keeps neither; a saved plan stays as it is.
     *
     * @param verb the plan, given its file
     */
    public <T> T lookAhead(Function<Path, Verb.Plan> verb, String doing, Function<Path, T> read) {
        Path folder = PrivateFolder.fresh(workspace.scratch().transientPlan());
        try (Engine.Shared shared = engineFor(Mode.NORMAL)) {
            Path file = folder.resolve("plan.tfplan");
            plan(shared.engine(), verb.apply(file), doing);
            return workspace.shown(shared.engine(), file, read);
        } finally {
            Folders.delete(folder);
        }
    }

    /**
     * Reviews a plan file.
     *
     * @param clear gets the file of the plan's JSON, which holds sensitive values in clear and is gone afterwards
     */
    public Review review(Engine engine, Path planFile, Mode mode, Set<String> allowed, Consumer<Path> clear) {
        return workspace.shown(engine, planFile, json -> {
            clear.accept(json);
            Plan plan = PlanReader.read(json);
            return new EnvironmentReview(
                            configured.environment(), configured.deployment().calls())
                    .of(plan, mode, allowed, ofOrganisation(json));
        });
    }

    /** What the organisation's policies find in the plan, of which they see no secret. */
    private List<Finding> ofOrganisation(Path json) {
        Rego rego = Rego.of(
                project.root(), workspace.tools().runner(), workspace.tools().variables());
        if (!rego.present()) {
            return List.of();
        }
        Path redacted = json.resolveSibling("redacted.json");
        Folders.write(redacted, Redaction.of(json));
        return rego.judge(redacted);
    }
}
