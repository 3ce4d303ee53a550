package io.github.qisaws.cli;

import io.github.qisaws.pipeline.DatabaseReboot;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Reboots services of an environment. */
@Command(
        name = "reboot",
        description = "Reboots the database of an environment on RDS.",
        synopsisSubcommandLabel = "COMMAND")
final class RebootCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws reboot --help.").asException();
    }

    @Command(
            description = "Reboots PostgreSQL on RDS, so that static parameters such as max_connections take effect."
                    + " Asks for confirmation.")
    int database(
            @Parameters(paramLabel = "ENV", description = "Name of an environment with a database on RDS.") String name,
            @Mixin EngineOptions engine,
            @Mixin Consent consent) {
        DatabaseReboot reboot =
                new DatabaseReboot(root.project(), engine.tools(root), root.console(), Pace.of(Pace.USUAL_LIMIT));
        root.console().say(reboot.run(name, consequences -> {
            root.console().say(consequences);
            consent.require(root.console(), "Reboot the database of " + name + "?", name);
        }));
        return ExitCode.OK.number();
    }
}
