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
 * Makes the bucket and key that keep Terraform's state, then moves its own state into them.
 *
 * <p>Every step can be repeated: a run that was cut short is taken up where its local state ends.
 */
public final class StateBucket {
    /** While the bucket does not exist, the state of making it is kept beside it. */
    private static final String LOCAL_BACKEND = "{\"terraform\": {\"backend\": {\"local\": {}}}}\n";

    private static final String LOCAL_OVERRIDE = "local_override.tf.json";
    private static final String LOCAL_STATE = "terraform.tfstate";

    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Function<Environment, StateAccount> accounts;

    public StateBucket(Project project, Tools tools, ProgressLog log) {
        this(
                project,
                tools,
                log,
                environment ->
                        new AwsStateAccount(tools.aws(environment.placement().region())));
    }

    /**
     * The state bucket.
     *
     * @param accounts gives the account of an environment
     */
    StateBucket(Project project, Tools tools, ProgressLog log, Function<Environment, StateAccount> accounts) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.accounts = accounts;
    }

    /** Makes or repairs the bucket of an environment's state. */
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
            log.say("Taking up an earlier bootstrap of " + bucket + " that was cut short.");
            make(workspace, deployment, orphans);
        } else {
            Outcome outcome = workspace.initialize(workspace.init(true, false), log);
            if (isMissing(outcome)) {
                log.say("Making the state bucket " + bucket + "…");
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
                        environment.name() + " keeps its state in HCP Terraform",
                        "There is no bucket to make; HCP Terraform keeps and locks the state itself.",
                        "go on with qis-aws plan " + environment.name() + ".")
                .asException();
    }

    private static void configure(Workspace workspace, Deployment deployment) {
        Path file = workspace.folder().resolve(Configuration.FILE);
        boolean current = Files.isRegularFile(file)
                && new Configuration(Folders.read(file)).standing(deployment) == Standing.CURRENT;
        if (!current) {
            Folders.write(
                    file,
                    Synthesizer.synthesize(List.of(deployment)).get(deployment).text());
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
        log.say("Moving the bucket's own state into it…");
        workspace
                .noted("moved the state of the bucket into it", workspace.initialize(workspace.init(false, true), log))
                .orThrow();
        Folders.delete(workspace.folder().resolve(LOCAL_STATE));
        Folders.delete(workspace.folder().resolve(LOCAL_STATE + ".backup"));
    }

    /** An earlier run may have been killed before it could note what it had made. */
    private void adopt(Workspace workspace, StateOrphans orphans) {
        Path imports = workspace.folder().resolve("import.tf.json");
        Map<String, String> found = orphans.besides(workspace.engine().stateList());
        if (found.isEmpty()) {
            Folders.delete(imports);
            return;
        }
        log.say("An earlier bootstrap left " + String.join(", ", found.values()) + " behind; adopting it.");
        List<Map<String, String>> blocks = found.entrySet().stream()
                .map(each -> Map.of("to", each.getKey(), "id", each.getValue()))
                .toList();
        Folders.write(imports, StableJson.write(Map.of("import", blocks)));
    }

    private void repair(Workspace workspace, Deployment deployment) {
        Engine engine = workspace.engine();
        SavedPlan plan = SavedPlan.of(workspace);
        plan.prepare();
        try (ProgressReport progress = new ProgressReport(log, "making the state bucket", 0)) {
            Outcome planned = engine.plan(Verb.Plan.to(plan.file()), progress).orThrow();
            if (planned.changes()) {
                requireHarmless(workspace, plan.file(), deployment);
                workspace.apply(plan.file(), 0, progress, group -> {}).orThrow();
            }
        } finally {
            plan.forget();
        }
    }

    /** Nobody reviews this plan, so that it must not lose anything: with the key all states would be lost. */
    private static void requireHarmless(Workspace workspace, Path plan, Deployment deployment) {
        Review review = workspace.shown(
                workspace.engine(),
                plan,
                json -> Review.of(Bootstrap.NAME, PlanReader.read(json), deployment.calls(), Policy.STRICT));
        if (review.verdict() == Verdict.BLOCKED) {
            throw new Problem(
                            ExitCode.BLOCKED,
                            "the state bucket cannot be repaired without a loss",
                            review.findings().stream()
                                    .filter(Finding::blocks)
                                    .map(finding -> finding.subject() + ": " + finding.words())
                                    .collect(Collectors.joining("\n")),
                            "bring back by hand what was changed outside of Terraform, then run this again.")
                    .asException();
        }
    }
}
