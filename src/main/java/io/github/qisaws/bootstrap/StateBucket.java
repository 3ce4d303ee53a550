package io.github.qisaws.bootstrap;

import io.github.qisaws.architecture.Bootstrap;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.aws.AwsStateAccount;
import io.github.qisaws.aws.StateAccount;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.synth.Configuration.Standing;
import io.github.qisaws.synth.StableJson;
import io.github.qisaws.synth.Synthesis;
import io.github.qisaws.synth.Synthesizer;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.ProgressReport;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Creates the state bucket and its KMS key, then moves the bucket's own state into it.
 * <p>Every step can be repeated. An interrupted bootstrap is resumed from its local state.
 */
public final class StateBucket {
    /** Backend for the bucket's own state until the bucket exists. */
    private static final String LOCAL_BACKEND = "{\"terraform\": {\"backend\": {\"local\": {}}}}\n";

    private static final String LOCAL_OVERRIDE = "local_override.tf.json";
    private static final String LOCAL_STATE = "terraform.tfstate";

    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Function<Environment, StateAccount> accounts;
    private final Synthesis synthesis;

    public StateBucket(Project project, Tools tools, ProgressLog log) {
        this(
                project,
                tools,
                log,
                environment ->
                        new AwsStateAccount(tools.aws(environment.placement().region())),
                Synthesizer::synthesize);
    }

    /**
     * The state bucket.
     *
     * @param accounts returns the account of an environment
     * @param synthesis generates the configuration of the bucket
     */
    StateBucket(
            Project project,
            Tools tools,
            ProgressLog log,
            Function<Environment, StateAccount> accounts,
            Synthesis synthesis) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.accounts = accounts;
        this.synthesis = synthesis;
    }

    /** Creates or repairs the state bucket of an environment. */
    public void bootstrap(String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        String bucket = bucket(environment);
        Workspace workspace = Workspace.scratch(project, "bootstrap", bucket, tools);
        Deployment deployment = Bootstrap.deploymentOf(environment);
        configure(workspace, deployment);
        StateAccount account = accounts.apply(environment);
        account.requireAccount(environment.placement().account());
        StateOrphans orphans = new StateOrphans(account, bucket);
        if (hasLocalState(workspace)) {
            log.say("Resuming an interrupted bootstrap of " + bucket + "…");
            make(workspace, deployment, orphans);
        } else {
            Outcome outcome = workspace.initialize(workspace.init(true, false), log);
            if (isMissing(outcome)) {
                log.say("Creating the state bucket " + bucket + "…");
                make(workspace, deployment, orphans);
            } else {
                outcome.orThrow();
                adopt(workspace, orphans);
                repair(workspace, deployment);
            }
        }
        log.say("The state bucket " + bucket + " is ready.");
    }

    private static String bucket(Environment environment) {
        if (environment.state() instanceof StateBackend.S3 s3) {
            return s3.bucket();
        }
        throw new Problem(
                        ExitCode.USAGE,
                        environment.name() + " needs no state bucket",
                        "Its state is in HCP Terraform, which stores and locks the state.",
                        "Run qis-aws plan " + environment.name() + ".")
                .asException();
    }

    private void configure(Workspace workspace, Deployment deployment) {
        Path file = workspace.folder().resolve(Configuration.FILE);
        boolean current = Files.isRegularFile(file)
                && new Configuration(Folders.read(file)).standing(deployment) == Standing.CURRENT;
        if (!current) {
            Folders.write(
                    file, synthesis.of(List.of(deployment)).get(deployment).text());
        }
    }

    private static boolean hasLocalState(Workspace workspace) {
        return Files.isRegularFile(workspace.folder().resolve(LOCAL_STATE))
                || Files.isRegularFile(workspace.folder().resolve(LOCAL_OVERRIDE));
    }

    private static boolean isMissing(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && failed.cause() == Outcome.Cause.BACKEND_MISSING;
    }

    private void make(Workspace workspace, Deployment deployment, StateOrphans orphans) {
        Path override = workspace.folder().resolve(LOCAL_OVERRIDE);
        Folders.write(override, LOCAL_BACKEND);
        workspace.initialize(new Verb.Init(List.of(), true, false, false), log).orThrow();
        adopt(workspace, orphans);
        repair(workspace, deployment);
        Folders.delete(override);
        log.say("Moving the bucket's own state into the bucket…");
        workspace
                .noted("moved the state of the bucket into it", workspace.initialize(workspace.init(false, true), log))
                .orThrow();
        Folders.delete(workspace.folder().resolve(LOCAL_STATE));
        Folders.delete(workspace.folder().resolve(LOCAL_STATE + ".backup"));
    }

    /** Imports resources of an earlier bootstrap that was killed before it could save its state. */
    private void adopt(Workspace workspace, StateOrphans orphans) {
        Path imports = workspace.folder().resolve("import.tf.json");
        Map<String, String> found = orphans.besides(workspace.engine().stateList());
        if (found.isEmpty()) {
            Folders.delete(imports);
            return;
        }
        log.say("Importing resources of an interrupted bootstrap: " + String.join(", ", found.values()));
        List<Map<String, String>> blocks = found.entrySet().stream()
                .map(each -> Map.of("to", each.getKey(), "id", each.getValue()))
                .toList();
        Folders.write(imports, StableJson.write(Map.of("import", blocks)));
    }

    private void repair(Workspace workspace, Deployment deployment) {
        Engine engine = workspace.engine();
        SavedPlan plan = SavedPlan.of(workspace);
        plan.prepare();
        try (ProgressReport progress = new ProgressReport(log, "creating the state bucket", 0)) {
            Outcome planned = engine.plan(Verb.Plan.to(plan.file()), progress).orThrow();
            if (planned.changes()) {
                requireHarmless(workspace, plan.file(), deployment);
                workspace.apply(plan.file(), 0, progress, group -> {}).orThrow();
            }
        } finally {
            plan.forget();
        }
    }

    /**
     * Throws if the plan would destroy data. The user does not review this plan, and without the key all state files
     * are unreadable.
     */
    private static void requireHarmless(Workspace workspace, Path plan, Deployment deployment) {
        Review review = workspace.shown(
                workspace.engine(),
                plan,
                json -> Review.of(Bootstrap.NAME, PlanReader.read(json), deployment.calls(), Policy.STRICT));
        if (review.verdict() == Verdict.BLOCKED) {
            throw new Problem(
                            ExitCode.BLOCKED,
                            "repairing the state bucket would destroy data",
                            review.findings().stream()
                                    .filter(Finding::blocks)
                                    .map(finding -> finding.subject() + ": " + finding.words())
                                    .collect(Collectors.joining("\n")),
                            "Revert the changes made outside Terraform, then rerun qis-aws bootstrap.")
                    .asException();
        }
    }
}
