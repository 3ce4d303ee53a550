package io.github.qisaws.pipeline;

import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.aws.DatabaseAccount.Database;
import io.github.qisaws.database.ManagedDatabase;
import io.github.qisaws.database.Target;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Upgrades the database of an environment on RDS: version in the environment file, plan, review, snapshot, apply, reboot,
 * empty plan. Each step asks what is already done, so that the command can be run again after an interruption.
 */
public final class DatabaseUpgrade {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Pace pace;
    private final Deployments deployments;
    private final Function<Environment, DatabaseAccount> accounts;
    private final Edit edit;
    private final Function<String, String> rollout;

    /**
     * An upgrade.
     *
     * @param pace how often AWS is asked, and for how long
     */
    public DatabaseUpgrade(Project project, Tools tools, ProgressLog log, Pace pace) {
        this(
                project,
                tools,
                log,
                Databases.pace(tools, pace),
                new Deployments(project, tools, log),
                environment -> Databases.account(tools, environment),
                (folder, version, plan) ->
                        FileChange.version(folder, version, tools.effects()).during(plan),
                name -> new Rollouts(project, tools, log, pace).follow(name).words());
    }

    /**
     * An upgrade in an account of the caller's choice.
     *
     * @param accounts returns the account of an environment
     * @param edit sets the version in the environment file
     * @param rollout waits until the site serves, and returns the result in words
     */
    DatabaseUpgrade(
            Project project,
            Tools tools,
            ProgressLog log,
            Pace pace,
            Deployments deployments,
            Function<Environment, DatabaseAccount> accounts,
            Edit edit,
            Function<String, String> rollout) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.pace = pace;
        this.deployments = deployments;
        this.accounts = accounts;
        this.edit = edit;
        this.rollout = rollout;
    }

    /** Sets the version in the environment file of a folder, and plans; without a plan, the file is as before. */
    @FunctionalInterface
    interface Edit {
        Planned during(Path folder, String version, Supplier<Planned> plan);
    }

    /** Shows the review of the plan and the consequences of the upgrade; throws unless the user consents. */
    @FunctionalInterface
    public interface Consent {
        void require(Planned plan, List<String> consequences);
    }

    /**
     * Upgrades the database.
     *
     * @param wanted a major version or a full version
     * @return the result, one line each
     */
    public List<String> run(String name, String wanted, Consent consent) {
        Path folder = project.existingFolder(name);
        Environment environment = EnvironmentFile.read(folder);
        String inFile = Databases.version(environment);
        DatabaseAccount account = accounts.apply(environment);
        ManagedDatabase database = new ManagedDatabase(account, environment, pace, tools.clock(), log::say);
        Database present = database.available();
        Target target = Target.of(account, present, wanted, inFile);
        boolean upgrades = !present.runs(target.written());
        if (!upgrades && inFile.equals(target.written()) && !present.awaitsReboot()) {
            return List.of(present.identifier() + " already runs PostgreSQL " + present.version() + ".");
        }
        UpgradeWords words = new UpgradeWords(environment, present, target, wanted);
        Planned planned = edit.during(folder, target.written(), () -> {
            Planned plan = deployments.plan(name, Mode.NORMAL, Set.of());
            consent.require(plan, words.consequences());
            return plan;
        });
        List<String> kept = upgrades ? words.kept(database.snapshot(present)) : List.of();
        kept.forEach(log::say);
        if (planned.changes()) {
            deployments.apply(planned);
        }
        Database upgraded = database.settled(target.written());
        new NextPlan(NextPlan.with(deployments), log)
                .requireEmpty(name, "the upgrade", "The database has the new version.");
        return words.result(upgraded, rollout.apply(name));
    }
}
