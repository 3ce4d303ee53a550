package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.AwsServerSnapshots;
import io.github.qisaws.aws.ImageRegistry;
import io.github.qisaws.aws.MachineImage;
import io.github.qisaws.database.VolumeSnapshots;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.Topology.SingleServer;
import io.github.qisaws.environment.Topology.TwoServers;
import io.github.qisaws.pipeline.Deployments.PlanRequest;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Deployments.SealOptions;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Upgrades the database of an environment whose PostgreSQL runs on the data server, by replacing this server with one of
 * an AMI that has the newer version: plan, review, snapshots, apply, site, empty plan. The server upgrades its database at
 * its first boot.
 */
public final class ServerDatabaseUpgrade {
    private static final String MODULE = "module.data-server.";
    private static final String SERVER = MODULE + "aws_instance.this";

    /** Its alarms name the server. */
    private static final String ALARMS = "module.monitoring.";

    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Pace pace;
    private final Deployments deployments;
    private final Function<String, String> rollout;

    /**
     * An upgrade.
     *
     * @param pace how often AWS is asked, and for how long
     */
    public ServerDatabaseUpgrade(Project project, Tools tools, ProgressLog log, Pace pace) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.pace = Databases.pace(tools, pace);
        this.deployments = new Deployments(project, tools, log);
        this.rollout =
                name -> new Rollouts(project, tools, log, pace).follow(name).words();
    }

    /** Whether the PostgreSQL of an environment runs on its data server. */
    public static boolean isFor(Project project, String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        return environment.topology() instanceof SingleServer || environment.topology() instanceof TwoServers;
    }

    /**
     * Upgrades the database.
     *
     * @param wanted the major version of the AMI
     * @return the result, one line each
     */
    public List<String> run(String name, String wanted, DatabaseUpgrade.Consent consent) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        AwsAccess access = tools.aws(environment);
        Planned planned = deployments.plan(
                name,
                PlanRequest.of(Mode.NORMAL, Set.of(), Set.of(SERVER)),
                new SealOptions(Manifest.USUAL_LIFE, false));
        Change server = server(name, planned);
        ServerUpgradeWords words = new ServerUpgradeWords(
                environment, postgresql(access, server.before("ami").text()).orElse(""), wanted);
        if (words.present().equals(wanted)) {
            return List.of("The data server of " + name + " already has an AMI with PostgreSQL " + wanted + ".");
        }
        requireVersion(
                name,
                server.after("ami").text(),
                postgresql(access, server.after("ami").text()),
                wanted);
        requireNothingElse(name, planned);
        consent.require(planned, words.consequences());
        VolumeSnapshots snapshots = new VolumeSnapshots(new AwsServerSnapshots(access), pace, tools.clock(), log::say);
        words.kept(snapshots.take(server.before("id").text(), words.snapshotName()))
                .forEach(log::say);
        deployments.apply(planned);
        String site = rollout.apply(name);
        new NextPlan(NextPlan.with(deployments), log)
                .requireEmpty(name, "the upgrade", "The database has the new version.");
        return words.result(site);
    }

    private static Change server(String name, Planned planned) {
        return planned.review().plan().changes().stream()
                .filter(change -> change.address().text().equals(SERVER) && change.action() == Action.REPLACE)
                .findFirst()
                .orElseThrow(() -> new Problem(
                                ExitCode.FAILED,
                                name + " has no data server to replace",
                                "The state has no " + SERVER + ".",
                                "Run qis-aws plan " + name + ", then apply the plan.")
                        .asException());
    }

    private static Optional<String> postgresql(AwsAccess access, String ami) {
        return new ImageRegistry(access).image(ami).flatMap(MachineImage::postgresql);
    }

    private static void requireVersion(String name, String ami, Optional<String> found, String wanted) {
        if (!found.equals(Optional.of(wanted))) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the AMI of " + name + " does not have PostgreSQL " + wanted,
                            found.map(version -> "According to its tag qis-aws:postgresql, " + ami + " has PostgreSQL "
                                            + version + ".")
                                    .orElse(ami
                                            + " has no tag qis-aws:postgresql: it was built by an older pipeline, or"
                                            + " another account shares it."),
                            "Set image to an AMI with PostgreSQL " + wanted + ", or promote one with qis-aws image"
                                    + " promote. For an AMI without the tag, see \"A newer major version of PostgreSQL\""
                                    + " in src/docs/servers.md.")
                    .asException();
        }
    }

    /** Web servers with another AMI are a rollout of their own, which can fail on its own. */
    private static void requireNothingElse(String name, Planned planned) {
        List<String> others = planned.review().plan().changes().stream()
                .filter(Change::happens)
                .map(change -> change.address().text())
                .filter(address -> !address.startsWith(MODULE) && !address.startsWith(ALARMS))
                .toList();
        if (!others.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the plan of " + name + " changes more than the data server",
                            "Also planned: " + String.join(", ", others) + ".",
                            "First run qis-aws plan " + name
                                    + " and apply the plan, which rolls out the web servers and"
                                    + " keeps the data server. Then rerun the command.")
                    .asException();
        }
    }
}
