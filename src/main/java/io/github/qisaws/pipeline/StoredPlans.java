package io.github.qisaws.pipeline;

import io.github.qisaws.aws.ObjectStore;
import io.github.qisaws.aws.StateBucketObjects;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.git.Git;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.seal.Facts;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.Manifest.Source;
import io.github.qisaws.seal.PlanInputs;
import io.github.qisaws.seal.PlanStore;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.seal.SealCheck;
import io.github.qisaws.seal.StoredPlan;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.PrivateFolder;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Keeps sealed plans in the state bucket between the job that plans a branch and the one that applies after the merge. */
public final class StoredPlans {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Function<Environment, ObjectStore> stores;

    public StoredPlans(Project project, Tools tools, ProgressLog log) {
        this(project, tools, log, environment -> bucket(environment, tools));
    }

    /**
     * Stored plans.
     *
     * @param stores gives the store of an environment
     */
    StoredPlans(Project project, Tools tools, ProgressLog log, Function<Environment, ObjectStore> stores) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.stores = stores;
    }

    /** Refuses early what could not be stored after a long plan: no bucket, or content that is in no commit. */
    public void requireStorable(String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        requireBucket(environment);
        Source source = Facts.source(ConfiguredEnvironment.of(project, name, log, tools.effects()), project, tools);
        if (source.commit().isEmpty() || source.dirty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "the plan of " + name + " cannot be stored",
                            source.commit().isEmpty()
                                    ? "This is no git checkout, and a stored plan belongs to a commit."
                                    : "environments/" + name + " or modules differs from the commit " + source.commit()
                                            + ", so nobody could check out what was planned.",
                            "commit first (git status shows what), then plan with --store.")
                    .asException();
        }
    }

    /** Stores what was planned and sealed. */
    public void store(Planned planned) {
        SavedPlan saved = planned.prepared().saved();
        String name = planned.review().environment();
        Source source = saved.manifest(name).source();
        StoredPlan plan = new StoredPlan(
                name,
                source.commit(),
                PlanInputs.digest(source.inputs()),
                tools.clock().instant());
        try {
            new PlanStore(stores.apply(
                            planned.prepared().environment().configured().environment()))
                    .put(plan, saved.folder());
        } catch (IOException e) {
            throw cannot("read the sealed plan of " + name, e);
        }
        log.say("Stored as " + plan.key() + " in the bucket of the state.");
    }

    /**
     * Gets the stored plan that belongs to what is checked out.
     *
     * @param commit the commit that was planned; empty: the one that is checked out, or one of the same content
     * @param allowed addresses whose loss a person allows, which must be those of the plan
     * @return a folder that is still to be checked
     */
    public Path fetch(String name, Optional<String> commit, Set<String> allowed) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        PlanStore store = new PlanStore(stores.apply(environment));
        Source now = Facts.source(ConfiguredEnvironment.of(project, name, log, tools.effects()), project, tools);
        Git git = Git.in(project.root(), tools.runner(), tools.variables());
        Optional<String> planned = commit.map(text -> resolve(git, text));
        List<StoredPlan> plans = store.list(name).stream()
                .filter(plan -> planned.isEmpty() || plan.commit().startsWith(planned.get()))
                .toList();
        StoredPlan plan = StoredPlan.choose(plans, wanted(now, git)).orElseThrow(() -> none(name, planned, now));
        log.say("Taking the plan of commit " + plan.commit() + ", stored " + plan.stored() + ".");
        tellWhatMoved(plan, now, git);
        Path folder = PrivateFolder.fresh(project.scratch().stored(name));
        try {
            unpack(store, plan, folder);
            requireNamed(new SavedPlan(folder).manifest(name), allowed);
        } catch (RuntimeException e) {
            forget(folder);
            throw e;
        }
        return folder;
    }

    private static void unpack(PlanStore store, StoredPlan plan, Path folder) {
        try {
            store.fetch(plan, folder);
        } catch (IOException e) {
            throw cannot("unpack the stored plan of " + plan.environment(), e);
        }
    }

    /** A plan that anybody with the right to store has made allows nothing by itself. */
    private static void requireNamed(Manifest sealed, Set<String> allowed) {
        if (!sealed.allowedDestroys().equals(allowed)) {
            throw SealCheck.problem(List.of(new SealCheck.Mismatch(
                            "allowed-destroys",
                            String.join(", ", sealed.allowedDestroys()),
                            String.join(", ", new TreeSet<>(allowed)))))
                    .asException();
        }
    }

    /** Removes what fetch has unpacked, since a plan can hold secrets. */
    public void forget(Path folder) {
        Folders.delete(folder);
    }

    static StoredPlan.Wanted wanted(Source now, Git git) {
        return new StoredPlan.Wanted(now.commit(), PlanInputs.digest(now.inputs()), commit -> git.ask(
                        "merge-base", "--is-ancestor", commit, "HEAD")
                .isPresent());
    }

    /** The full hash of a commit or branch that this clone knows, else what was given. */
    private static String resolve(Git git, String commit) {
        return git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}")
                .filter(lines -> !lines.isEmpty())
                .map(lines -> lines.get(0))
                .orElse(commit);
    }

    private void tellWhatMoved(StoredPlan plan, Source now, Git git) {
        if (!plan.inputs().equals(PlanInputs.digest(now.inputs()))) {
            String[] changed = Stream.concat(
                            Stream.of("diff", "--name-only", "--relative", plan.commit(), "HEAD", "--"),
                            now.inputs().keySet().stream())
                    .toArray(String[]::new);
            git.ask(changed)
                    .filter(files -> !files.isEmpty())
                    .ifPresent(files -> log.say("Since that commit changed: " + String.join(", ", files)));
        }
    }

    private static ObjectStore bucket(Environment environment, Tools tools) {
        return new StateBucketObjects(
                tools.aws(environment.placement().region()),
                environment.placement().account(),
                requireBucket(environment),
                environment.name());
    }

    private static String requireBucket(Environment environment) {
        if (environment.state() instanceof StateBackend.S3 s3) {
            return s3.bucket();
        }
        throw new Problem(
                        ExitCode.USAGE,
                        environment.name() + " keeps its state in HCP Terraform, so its plans cannot be stored",
                        "Plans are kept in the bucket of the state, encrypted with its key; HCP Terraform has no place"
                                + " for files of ours.",
                        "hand the sealed folder on by yourself, encrypted, and use apply --plan DIR; or name a bucket"
                                + " under state.bucket.")
                .asException();
    }

    private static ProblemException none(String name, Optional<String> commit, Source now) {
        return new Problem(
                        ExitCode.STALE_PLAN,
                        "no plan of " + name + " is stored",
                        "commit: the bucket holds none of " + commit.orElse(now.commit() + " or the same content")
                                + ". Stored plans are deleted after 7 days.",
                        "make one and review it: qis-aws plan " + name + " --store")
                .asException();
    }

    private static ProblemException cannot(String what, IOException e) {
        return new Problem(
                        ExitCode.FAILED,
                        "cannot " + what,
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "check the folder .qis-aws and the free space.")
                .causedBy(e);
    }
}
