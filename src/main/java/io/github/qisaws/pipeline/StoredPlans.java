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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Stores sealed plans in the state bucket, between the CI job that plans a branch and the job that applies after the
 * merge.
 */
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
     * @param stores returns the store of an environment
     */
    StoredPlans(Project project, Tools tools, ProgressLog log, Function<Environment, ObjectStore> stores) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.stores = stores;
    }

    /** Fails before a long plan that could not be stored: there is no bucket, or a planned file is not committed. */
    public void requireStorable(String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        requireBucket(environment);
        Source source = Facts.source(ConfiguredEnvironment.of(project, name, log, tools.effects()), project, tools);
        if (source.commit().isEmpty() || source.dirty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "cannot store the plan for " + name,
                            source.commit().isEmpty()
                                    ? "The project is not a Git checkout. A stored plan belongs to a commit."
                                    : "environments/" + name + " or modules differs from commit " + source.commit()
                                            + ", so the planned files could not be checked out later.",
                            "Commit the changes that git status shows, then rerun.")
                    .asException();
        }
    }

    /** Stores a sealed plan. */
    public void store(Planned planned) {
        SavedPlan saved = planned.prepared().saved();
        String name = planned.review().environment();
        Source source = saved.manifest(name).source();
        StoredPlan plan = new StoredPlan(
                name,
                source.commit(),
                PlanInputs.digest(source.inputs()),
                SavedPlan.hashOf(saved.manifest(name)),
                tools.clock().instant());
        try {
            new PlanStore(stores.apply(
                            planned.prepared().environment().configured().environment()))
                    .put(plan, saved.folder());
        } catch (IOException e) {
            throw cannot("read the sealed plan for " + name, e);
        }
        log.say("Stored the plan in the state bucket as " + plan.key() + ".");
    }

    /**
     * Which stored plan to use.
     *
     * @param commit the commit that was planned; empty: the checked-out commit, or one with the same planned files
     * @param hash SHA-256 of the plan file; empty: of any
     */
    public record Choice(Optional<String> commit, Optional<String> hash) {
        private boolean allows(StoredPlan plan) {
            return commit.map(plan.commit()::startsWith).orElse(true)
                    && hash.map(plan.hash()::equals).orElse(true);
        }
    }

    /** Downloads the stored plan of the checked-out commit, or of the given commit. */
    Path fetch(String name, Optional<String> commit) {
        return fetch(name, new Choice(commit, Optional.empty()));
    }

    /**
     * Downloads a stored plan.
     *
     * @return the sealed folder, which the caller must check before an apply
     */
    public Path fetch(String name, Choice choice) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        PlanStore store = new PlanStore(stores.apply(environment));
        Source now = SealCheck.staleIfInvalid(
                () -> Facts.source(ConfiguredEnvironment.of(project, name, log, tools.effects()), project, tools));
        Git git = Git.in(project.root(), tools.runner(), tools.variables());
        Choice resolved = new Choice(choice.commit().map(text -> resolve(git, text)), choice.hash());
        List<StoredPlan> plans =
                store.list(name).stream().filter(resolved::allows).toList();
        StoredPlan plan = StoredPlan.choose(plans, wanted(now, git)).orElseThrow(() -> none(name, resolved, now));
        log.say("Using the plan of commit " + plan.commit() + ", stored at " + plan.stored() + ".");
        reportChanges(plan, now, git);
        Path folder = PrivateFolder.fresh(project.scratch().stored(name));
        try {
            unpack(store, plan, folder);
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
            throw cannot("unpack the stored plan for " + plan.environment(), e);
        }
    }

    /** Deletes the downloaded folder, because a plan can contain secrets. */
    public void forget(Path folder) {
        Folders.delete(folder);
    }

    static StoredPlan.Wanted wanted(Source now, Git git) {
        return new StoredPlan.Wanted(now.commit(), PlanInputs.digest(now.inputs()), commit -> git.ask(
                        "merge-base", "--is-ancestor", commit, "HEAD")
                .isPresent());
    }

    /** The full hash of a commit or branch, or the given text if this clone does not have it. */
    private static String resolve(Git git, String commit) {
        return git.commit(commit).orElse(commit);
    }

    private void reportChanges(StoredPlan plan, Source now, Git git) {
        if (!plan.inputs().equals(PlanInputs.digest(now.inputs()))) {
            String[] changed = Stream.concat(
                            Stream.of("diff", "--name-only", "--relative", plan.commit(), "HEAD", "--"),
                            now.inputs().keySet().stream())
                    .toArray(String[]::new);
            git.ask(changed)
                    .filter(files -> !files.isEmpty())
                    .ifPresent(files -> log.say("Changed since that commit: " + String.join(", ", files)));
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
                        environment.name() + " has no state bucket to store plans in",
                        "Its state is in HCP Terraform, which cannot store sealed plans. Stored plans need the"
                                + " state bucket and its KMS key.",
                        "Transfer the sealed folder yourself, encrypted, and use apply --plan DIR. Or set"
                                + " state.bucket.")
                .asException();
    }

    private static ProblemException none(String name, Choice choice, Source now) {
        String approved = choice.hash().map(hash -> " with plan-hash " + hash).orElse("");
        return new Problem(
                        ExitCode.STALE_PLAN,
                        "no stored plan for " + name,
                        "The state bucket has no plan of commit "
                                + choice.commit().orElse(now.commit() + " or of a commit with the same planned files")
                                + approved + ". Stored plans are deleted after 7 days.",
                        "Run qis-aws plan " + name + " --store and review the plan.")
                .asException();
    }

    private static ProblemException cannot(String what, IOException e) {
        return new Problem(
                        ExitCode.FAILED,
                        "cannot " + what,
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "Check the permissions of the folder .qis-aws and free disk space.")
                .causedBy(e);
    }
}
