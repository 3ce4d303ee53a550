package io.github.qisaws.migration;

import io.github.qisaws.architecture.MigrationComponent;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.AwsServerCommands;
import io.github.qisaws.aws.EnvironmentSecret;
import io.github.qisaws.aws.EnvironmentServers;
import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.migration.ImageSource.Found;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.text.Size;
import io.github.qisaws.workspace.Endpoint;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Moves a QIS that runs elsewhere into an environment. Every step finds what an earlier run has done, so an interrupted
 * move is resumed by the same command.
 */
public final class Migration {
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ON_EMULATOR = Duration.ofMillis(300);
    /** CI systems stop jobs that print nothing for a long time. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final String WEB_TIER = "web-tier";

    private final Environment environment;
    private final Tools tools;
    private final ProgressLog log;
    private volatile String afterInterrupt =
            "Nothing was uploaded or changed. Checksums that were computed are kept for the next run.";

    /**
     * A move into an environment.
     *
     * @param log gets the progress
     */
    public Migration(Environment environment, Tools tools, ProgressLog log) {
        this.environment = environment;
        this.tools = tools;
        this.log = log;
    }

    /** What goes on, and what the same command does, if the process ends now. */
    public String afterInterrupt() {
        return afterInterrupt;
    }

    /** How far to go. */
    public enum Mode {
        MOVE,
        STAGE_ONLY,
        REHEARSAL;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Moves, or rehearses.
     *
     * @param consent gets what will happen; throws unless the user consents
     */
    public MoveReport run(Wanted wanted, Mode mode, Consumer<String> consent) {
        Preconditions.require(environment, wanted);
        wanted.database().ifPresent(file -> log.say("Database dump: " + Dump.kindOf(file) + "."));
        Optional<String> key = wanted.secretKey().map(SecretKeyFile::read);
        AwsAccess access = tools.aws(environment);
        try (StagingBucket bucket =
                new StagingBucket(access, environment.placement().account(), MigrationComponent.bucket(environment))) {
            if (!bucket.exists()) {
                throw Preconditions.notApplied(
                        environment.name(), "The staging bucket " + bucket.name() + " does not exist.");
            }
            Servers servers = servers(access);
            Optional<ImageSource> source = wanted.images().map(from -> source(access, from));
            try {
                return run(new Move(wanted, mode, key, consent, access, bucket, servers), source);
            } finally {
                source.ifPresent(ImageSource::close);
            }
        }
    }

    /** The parts of a run. */
    private record Move(
            Wanted wanted,
            Mode mode,
            Optional<String> key,
            Consumer<String> consent,
            AwsAccess access,
            StagingBucket bucket,
            Servers servers) {
        /** Web servers read the schema and the key only when QIS starts. */
        boolean restartsWebServers() {
            return wanted.database().isPresent() || key.isPresent();
        }
    }

    /**
     * Running servers.
     *
     * @param importing loads the data
     * @param web web servers that must start again afterwards
     */
    private record Servers(String importing, List<String> web) {}

    private MoveReport run(Move move, Optional<ImageSource> source) {
        Optional<Found> found = source.map(ImageSource::find);
        found.ifPresent(Staging::requireMovable);
        source.ifPresent(images -> {
            long bytes = found.orElseThrow().files().stream()
                    .mapToLong(SourceFile::bytes)
                    .sum();
            String cost = images.cost(found.orElseThrow().files().size(), bytes);
            if (!cost.isEmpty()) {
                log.say(cost);
            }
        });
        Staging staging = new Staging(move.bucket(), tools.cache(), tools.clock(), log);
        Staging.Plan plan = staging.plan(move.wanted().database(), source, found);
        MoveReport report = MoveReport.of(
                environment.name(), move.mode().word(), plan, move.servers().importing());
        ImportServer server = new ImportServer(
                new AwsServerCommands(move.access(), tools.clock(), log::say),
                move.servers().importing(),
                plan.bucket(),
                plan.manifest());
        if (move.mode() == Mode.REHEARSAL) {
            return staging.isStaged(plan) ? report.withReport(server.check().json()) : report;
        }
        move.consent().accept(consequences(move, plan));
        afterInterrupt = "Uploaded files stay in the staging bucket for 30 days. To continue, run the same command.";
        staging.upload(plan);
        return move.mode() == Mode.STAGE_ONLY ? report : load(move, server, report);
    }

    private MoveReport load(Move move, ImportServer server, MoveReport report) {
        Optional<EnvironmentSecret> before = move.key().map(key -> secret(move.access()));
        Optional<EnvironmentSecret> secret =
                before.map(one -> one.holds(SecretKeyFile.NAME, move.key().orElseThrow())
                        ? one
                        : one.with(SecretKeyFile.NAME, move.key().orElseThrow()));
        afterInterrupt =
                "The import on the server " + server.instance() + " may still run. To follow it, run the same command.";
        log.say("Starts the import on the server " + server.instance() + "…");
        server.start(move.wanted().options());
        ImportStatus done = follow(server);
        List<String> restarted = new ArrayList<>();
        if (move.restartsWebServers()) {
            String mark = server.manifest().sha256().substring(0, 16)
                    + secret.map(one -> "-" + one.version()).orElse("");
            for (String web : move.servers().web()) {
                log.say("Restarts QIS on the web server " + web
                        + ", which migrates the database's schema if necessary…");
                if (server.restart(web, mark)) {
                    restarted.add(web);
                }
            }
        }
        return report.withReport(done.json())
                .withRestarted(restarted)
                .withSecretKey(secret.isEmpty() ? "not-given" : secret.equals(before) ? "unchanged" : "replaced");
    }

    private EnvironmentSecret secret(AwsAccess access) {
        return EnvironmentSecret.first(access, Preconditions.secretNames(environment))
                .orElseThrow(() -> Preconditions.notApplied(
                        environment.name(), "Its secret has no values yet: no server has completed its first start."));
    }

    private ImportStatus follow(ImportServer server) {
        String before = "";
        Instant said = Instant.MIN;
        while (true) {
            ImportStatus status = server.status();
            if (status.isDone()) {
                return status;
            }
            if (!status.isRunning()) {
                throw new Problem(
                                ExitCode.FAILED,
                                "the import on the server " + server.instance() + " failed",
                                "Step " + status.words() + ": "
                                        + (status.problem().isEmpty() ? "state " + status.state() : status.problem()),
                                "Correct the cause, then rerun the same command. The import continues where it stopped.")
                        .asException();
            }
            Instant now = tools.clock().instant();
            if (!status.words().equals(before) || said.plus(SILENCE).isBefore(now)) {
                log.say("Import: " + status.words());
                before = status.words();
                said = now;
            }
            LockSupport.parkNanos((isEmulated() ? BETWEEN_ON_EMULATOR : BETWEEN).toNanos());
        }
    }

    private Servers servers(AwsAccess access) {
        EnvironmentServers running = new EnvironmentServers(access, environment.name());
        List<String> web = running.running(WEB_TIER);
        String component = Preconditions.importingComponent(environment);
        List<String> importing = component.equals(WEB_TIER) ? web : running.running(component);
        if (importing.isEmpty()) {
            throw Preconditions.noServer(environment.name(), component);
        }
        String first = importing.get(0);
        return new Servers(
                first, web.stream().filter(each -> !each.equals(first)).toList());
    }

    private static ImageSource source(AwsAccess access, String from) {
        return from.startsWith(BucketImages.SCHEME) ? BucketImages.at(access, from) : LocalImages.in(Path.of(from));
    }

    private String consequences(Move move, Staging.Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("Uploads " + plan.missing().size() + " of " + plan.files() + " files (" + Size.of(plan.missingBytes())
                + ") to " + plan.bucket() + ".");
        if (move.mode() == Mode.STAGE_ONLY) {
            return lines.get(0);
        }
        if (move.wanted().database().isPresent()) {
            lines.add("Replaces the database qis-mgmt of " + environment.name()
                    + "; users and passwords are those of the dump"
                    + (move.wanted().keepsUsers() ? "." : ", except the administrator's password."));
        }
        plan.list()
                .ifPresent(list -> lines.add("Copies " + list.lines().size() + " images (" + Size.of(list.bytes())
                        + ") to the servers' image tree"
                        + (move.wanted().overwrite()
                                ? ", and replaces files that differ."
                                : "; existing files stay.")));
        move.key().ifPresent(key -> lines.add("Replaces the secret key, which ends all sessions."));
        lines.add("Server: " + move.servers().importing() + "."
                + (move.wanted().database().isPresent()
                        ? " The site does not serve while the database is replaced."
                        : ""));
        if (move.restartsWebServers() && !move.servers().web().isEmpty()) {
            lines.add("Restarts QIS on " + String.join(", ", move.servers().web()) + ", one after another.");
        }
        return String.join("\n", lines);
    }

    private boolean isEmulated() {
        return Endpoint.of(tools.variables()).isPresent();
    }
}
