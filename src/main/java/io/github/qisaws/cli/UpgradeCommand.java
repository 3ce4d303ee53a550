package io.github.qisaws.cli;

import io.github.qisaws.pipeline.DatabaseUpgrade;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Upgrades services of an environment. */
@Command(
        name = "upgrade",
        description = "Upgrades the database of an environment on RDS.",
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
                    "Upgrades PostgreSQL on RDS. Sets the version in the environment file, plans, shows the review,"
                            + " asks for confirmation, takes a snapshot, applies the plan, and reboots the database if"
                            + " necessary. After an interruption, run the command again.")
    int database(
            @Parameters(paramLabel = "ENV", description = "Name of an environment with a database on RDS.") String name,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "VERSION",
                            description = "PostgreSQL version: the major version, such as 17, or a full version.")
                    String version,
            @Mixin EngineOptions engine,
            @Mixin ReviewOptions view,
            @Mixin Consent consent) {
        DatabaseUpgrade upgrade =
                new DatabaseUpgrade(root.project(), engine.tools(root), root.console(), Pace.of(Pace.USUAL_LIMIT));
        upgrade.run(name, version, (plan, consequences) -> {
                    view.show(root.console(), plan.review());
                    plan.requireNotBlocked();
                    consequences.forEach(root.console()::say);
                    consent.require(root.console(), "Apply this plan to " + name + "?", name);
                })
                .forEach(root.console()::say);
        return ExitCode.OK.number();
    }
}
