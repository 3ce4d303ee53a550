package io.github.qisaws.workspace;

import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.plan.Redaction;
import io.github.qisaws.policy.AllowedDestroys;
import io.github.qisaws.policy.EnvironmentReview;
import io.github.qisaws.policy.Rego;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.terraform.DestroyPlan;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.ProviderReplacement;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** An environment that is ready to plan: its configuration is up to date and its folder is initialized. */
public record OpenEnvironment(Project project, ConfiguredEnvironment configured, Workspace workspace, ProgressLog log) {

    /**
     * Opens an environment; first removes the import blocks that a killed recovery may have left in its folder. Throws
     * if Terraform would load a file or a provider that is not part of the reviewed configuration.
     */
    public static OpenEnvironment open(Project project, String name, Tools tools, ProgressLog log) {
        ConfiguredEnvironment configured = ConfiguredEnvironment.of(project, name, log, tools.effects());
        return new OpenEnvironment(project, configured, Workspace.of(project, configured, tools), log).initialized();
    }

    public OpenEnvironment initialized() {
        ProviderReplacement.refuse(workspace.tools().variables(), ExitCode.UNAVAILABLE);
        workspace.removeRecoveryImports();
        LoadedFiles.check(project, configured, workspace);
        workspace.initialize(log).ifPresent(this::orThrow);
        return this;
    }

    public String name() {
        return configured.environment().name();
    }

    public Engine engine() {
        return workspace.engine();
    }

    /**
     * Terraform for a plan and for the commands that read the plan.
     * <p>A destroy plan configures the provider twice. A shared provider process fails then if AWS_CA_BUNDLE is set,
     * so a destroy plan gets a provider process of its own.
     */
    public Engine.Shared engineFor(Mode mode) {
        return mode == Mode.DESTROY
                ? engine().alone()
                : engine().share(workspace.tools().cache());
    }

    /**
     * Creates a plan. A failure is thrown with the lines of the environment file that caused it, where they are known.
     *
     * @param doing the activity in progress messages, for example {@code planning}
     */
    public Outcome plan(Engine engine, Verb.Plan plan, String doing) {
        try (ProgressReport progress = new ProgressReport(log, doing, 0)) {
            return orThrow(DestroyPlan.create(engine, plan, progress, this::noteStateOnly));
        }
    }

    /** Announces a destroy plan without a refresh. */
    public void noteStateOnly() {
        log.say("A data source cannot be read. Planning the destroy again, without a refresh…");
    }

    /** The outcome if it is no failure. A failure is thrown with lines of the environment file where they are known. */
    public Outcome orThrow(Outcome outcome) {
        return new ErrorLocator(configured).orThrow(outcome);
    }

    /**
     * Creates a plan, reads its JSON, and deletes both; keeps the saved plan.
     *
     * @param verb the plan to make, for a given plan file
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
     * @param allowed whose data the command may destroy
     * @param clear receives the file with the plan's JSON, which contains sensitive values in plain text and is
     *     deleted afterwards
     */
    public Review review(Engine engine, Path planFile, AllowedDestroys allowed, Consumer<Path> clear) {
        return review(engine, planFile, allowed, clear, plan -> List.of());
    }

    /**
     * Reviews a plan file, with findings of others.
     *
     * @param others adds findings, in addition to those of the organization
     */
    public Review review(
            Engine engine,
            Path planFile,
            AllowedDestroys allowed,
            Consumer<Path> clear,
            Function<Plan, List<Finding>> others) {
        return workspace.shown(engine, planFile, json -> {
            clear.accept(json);
            Plan plan = PlanReader.read(json, new IgnoredChanges(project, configured.deployment()));
            return new EnvironmentReview(
                            configured.environment(), configured.deployment().calls())
                    .of(plan, allowed, both(ofOrganisation(json), others.apply(plan)));
        });
    }

    private static List<Finding> both(List<Finding> one, List<Finding> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Findings of the organization's policies, which get the plan without sensitive values. */
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
