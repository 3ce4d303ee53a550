package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.Bootstrap;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.synth.Configuration.Standing;
import io.github.qisaws.synth.Synthesizer;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Terraform;
import io.github.qisaws.terraform.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    private final Talk talk;

    public StateBucket(Project project, Tools tools, Talk talk) {
        this.project = project;
        this.tools = tools;
        this.talk = talk;
    }

    /** Makes or repairs the bucket of an environment's state. */
    public void bootstrap(String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        String bucket = bucket(environment);
        Workspace workspace = Workspace.scratch(project, "bootstrap", bucket, tools);
        configure(workspace, Bootstrap.deploymentOf(environment));
        if (hasLocalState(workspace)) {
            talk.say("Taking up an earlier bootstrap of " + bucket + " that was cut short.");
            make(workspace);
        } else {
            Outcome outcome = workspace.initialize(workspace.init(true, false), event -> {});
            if (isMissing(outcome)) {
                talk.say("Making the state bucket " + bucket + "…");
                make(workspace);
            } else {
                outcome.orThrow();
                adopt(workspace, bucket);
                repair(workspace);
            }
        }
        talk.say("The state bucket " + bucket + " is ready.");
    }

    private static String bucket(Environment environment) {
        if (environment.state() instanceof StateBackend.S3 s3) {
            return s3.bucket();
        }
        throw Problem.harmless(
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

    private void make(Workspace workspace) {
        Path override = workspace.folder().resolve(LOCAL_OVERRIDE);
        Folders.write(override, LOCAL_BACKEND);
        workspace
                .initialize(new Verb.Init(List.of(), true, false, false), event -> {})
                .orThrow();
        repair(workspace);
        Folders.delete(override);
        talk.say("Moving the bucket's own state into it…");
        workspace.initialize(workspace.init(false, true), event -> {}).orThrow();
        Folders.delete(workspace.folder().resolve(LOCAL_STATE));
        Folders.delete(workspace.folder().resolve(LOCAL_STATE + ".backup"));
    }

    /** A bucket without a state in it: an earlier run was killed before it could note what it had made. */
    private void adopt(Workspace workspace, String bucket) {
        Path imports = workspace.folder().resolve("import.tf.json");
        if (workspace.terraform().stateList().isEmpty()) {
            talk.say("The bucket " + bucket + " exists without a state of its own; adopting it.");
            Folders.write(
                    imports,
                    "{\"import\": [{\"to\": \"module.remote-state.aws_s3_bucket.this\", \"id\": \"" + bucket
                            + "\"}]}\n");
        } else {
            Folders.delete(imports);
        }
    }

    private void repair(Workspace workspace) {
        Terraform terraform = workspace.terraform();
        SavedPlan plan = SavedPlan.of(workspace);
        plan.prepare();
        try (Progress progress = new Progress(talk, "making the state bucket", 0)) {
            Outcome planned =
                    terraform.plan(Verb.Plan.to(plan.file()), progress).orThrow();
            if (planned.changes()) {
                terraform.apply(Verb.Apply.of(plan.file()), progress).orThrow();
            }
        } finally {
            plan.forget();
        }
    }
}
