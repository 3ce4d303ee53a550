package io.github.qisaws.cli;

import io.github.qisaws.pipeline.DatabaseUpgrade;
import io.github.qisaws.pipeline.OldClusters;
import io.github.qisaws.pipeline.ServerDatabaseUpgrade;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.workspace.Tools;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Upgrades services of an environment. */
@Command(
        name = "upgrade",
        description = "Upgrades the database of an environment.",
        synopsisSubcommandLabel = "COMMAND")
final class UpgradeCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws upgrade --help.").asException();
    }

    @Command(
            description =
                    "Upgrades PostgreSQL. On RDS: sets the version in the environment file, plans, shows the review,"
                            + " asks for confirmation, takes a snapshot, applies the plan, and reboots the database if"
                            + " necessary. On a data server: replaces the server with one of an AMI that has the version,"
                            + " after snapshots of both data volumes. After an interruption, run the command again."
                            + " With --remove-old: removes what such an upgrade kept.")
    int database(
            @Parameters(paramLabel = "ENV", description = "Environment name.") String name,
            @Option(
                            names = "--to",
                            paramLabel = "VERSION",
                            description =
                                    "PostgreSQL version: the major version, such as 17; on RDS also a full version.")
                    Optional<String> version,
            @Option(
                            names = "--remove-old",
                            description = "Remove the old database, which an upgrade keeps on a data server, after a"
                                    + " confirmation. Refused while the new one does not serve.")
                    boolean removeOld,
            @Mixin EngineOptions engine,
            @Mixin ReviewOptions view,
            @Mixin Consent consent) {
        if (version.isPresent() == removeOld) {
            throw new Problem(
                            ExitCode.USAGE,
                            "give either --to or --remove-old",
                            "",
                            "Run qis-aws upgrade database --help.")
                    .asException();
        }
        if (removeOld) {
            new OldClusters(root.project(), engine.tools(root), root.console())
                    .remove(name, consequences -> {
                        consequences.forEach(root.console()::say);
                        consent.require(root.console(), "Remove the old database of " + name + "?", name);
                    })
                    .forEach(root.console()::say);
            return ExitCode.OK.number();
        }
        DatabaseUpgrade.Consent asked = (plan, consequences) -> {
            view.show(root.console(), plan.review());
            plan.requireNotBlocked();
            consequences.forEach(root.console()::say);
            consent.require(root.console(), "Apply this plan to " + name + "?", name);
        };
        upgraded(name, version.orElseThrow(), engine.tools(root), asked).forEach(root.console()::say);
        return ExitCode.OK.number();
    }

    private List<String> upgraded(String name, String version, Tools tools, DatabaseUpgrade.Consent asked) {
        Pace pace = Pace.of(Pace.USUAL_LIMIT);
        return ServerDatabaseUpgrade.isFor(root.project(), name)
                ? new ServerDatabaseUpgrade(root.project(), tools, root.console(), pace).run(name, version, asked)
                : new DatabaseUpgrade(root.project(), tools, root.console(), pace).run(name, version, asked);
    }
}
