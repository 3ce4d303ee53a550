package io.github.qisaws.cli;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.migration.KeptDatabase;
import io.github.qisaws.migration.Migration;
import io.github.qisaws.migration.Migration.Mode;
import io.github.qisaws.migration.MoveReport;
import io.github.qisaws.migration.Wanted;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Interrupts.Listening;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.workspace.EngineChoice;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Moves an existing QIS into an environment. */
@Command(
        name = "migrate",
        description = "Moves an existing QIS into an environment: its database, images, secret key, and users."
                + " Uploads a dump and the images to the environment's staging bucket, and lets a server of the environment"
                + " load and verify them. Requires migration: true in the environment file. After an interruption, run the"
                + " same command again.")
final class MigrateCommand implements Callable<Integer> {
    /** Whose passwords apply after the move. */
    private enum Users {
        KEEP,
        REPLACE
    }

    @ParentCommand
    private QisAws root;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "ENV", description = "Name of an applied environment with migration: true.")
    private String name;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "Dump of the database qis-mgmt: pg_dump -Fc, or plain SQL, also with gzip.")
    private Optional<Path> database = Optional.empty();

    @Option(
            names = "--images",
            paramLabel = "DIR|URL",
            description = "Directory with the original images, or s3://BUCKET/PREFIX.")
    private Optional<String> images = Optional.empty();

    @Option(
            names = "--secret-key",
            paramLabel = "FILE",
            description = "File with the SECRET_KEY of the old site, so that sessions and API tokens stay valid"
                    + " (default: the environment's key).")
    private Optional<Path> secretKey = Optional.empty();

    @Option(
            names = "--users",
            paramLabel = "keep|replace",
            defaultValue = "keep",
            description = "keep: all passwords of the dump stay. replace: the administrator gets the password in the"
                    + " environment's secret (default: keep).")
    private Users users;

    @Option(names = "--overwrite", description = "Replace images of the environment that differ from those moved.")
    private boolean overwrite;

    @Option(
            names = "--rehearse",
            description = "Change nothing: check names, checksums, and what would be uploaded. If the files are staged"
                    + " already, let the server check them too.")
    private boolean rehearse;

    @Option(names = "--stage-only", description = "Upload to the staging bucket, and stop before the import.")
    private boolean stageOnly;

    @Option(
            names = "--remove-old",
            description =
                    "Remove the database that an earlier move has replaced, and that the environment has kept. Uploads"
                            + " and moves nothing.")
    private boolean removeOld;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (rehearse && stageOnly) {
            throw new Problem(
                            ExitCode.USAGE,
                            "--rehearse and --stage-only exclude each other",
                            "",
                            "Use either --rehearse or --stage-only, not both.")
                    .asException();
        }
        Environment environment = EnvironmentFile.read(root.project().existingFolder(name));
        Tools tools =
                Tools.of(new ProcessRunner(root.interrupts()), System.getenv(), EngineChoice.USUAL, root.effects());
        if (removeOld) {
            requireAlone();
            root.console().say(new KeptDatabase(environment, tools, root.console()).remove(consequences -> {
                        root.console().say(consequences);
                        consent.require(root.console(), "Remove it from " + name + "?", name);
                    }));
            return ExitCode.OK.number();
        }
        Migration migration = new Migration(environment, tools, root.console());
        Wanted wanted = new Wanted(database, images, secretKey, users == Users.KEEP, overwrite);
        Listening ctrlC = root.interrupts().onInterrupt(() -> end(migration));
        try {
            print(migration.run(wanted, mode(), consequences -> {
                root.console().say(consequences);
                consent.require(root.console(), "Move into " + name + "?", name);
            }));
        } finally {
            ctrlC.close();
        }
        return ExitCode.OK.number();
    }

    private void requireAlone() {
        if (rehearse || stageOnly || json || database.isPresent() || images.isPresent() || secretKey.isPresent()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "--remove-old excludes the options of a move",
                            "",
                            "Run qis-aws migrate " + name + " --remove-old alone, after the move.")
                    .asException();
        }
    }

    private Mode mode() {
        if (rehearse) {
            return Mode.REHEARSAL;
        }
        return stageOnly ? Mode.STAGE_ONLY : Mode.MOVE;
    }

    private void print(MoveReport report) {
        if (json) {
            root.console().print(Json.of(report));
        } else {
            report.lines().forEach(root.console()::print);
        }
        if (rehearse) {
            root.console().say("Rehearsal: nothing in " + name + " was changed.");
        }
    }

    private void end(Migration migration) {
        root.console().say("Interrupted. " + migration.afterInterrupt());
        System.exit(ExitCode.INTERRUPTED.number());
    }
}
