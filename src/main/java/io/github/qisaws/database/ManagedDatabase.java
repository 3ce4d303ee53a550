package io.github.qisaws.database;

import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.aws.DatabaseAccount.Database;
import io.github.qisaws.aws.DatabaseAccount.Snapshot;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.rollout.Wait;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The database of an environment on RDS. Each step asks AWS whether it is already done, so that a command that was
 * interrupted can be run again.
 */
public final class ManagedDatabase {
    /** An interrupted upgrade that is run again within this time needs no second snapshot. */
    private static final Duration FRESH = Duration.ofHours(1);

    /** Statuses that do not end by themselves (RDS User Guide, "Viewing DB instance status"). */
    private static final Set<String> STUCK = Set.of(
            "deleting",
            "failed",
            "inaccessible-encryption-credentials",
            "incompatible-network",
            "incompatible-option-group",
            "incompatible-parameters",
            "incompatible-restore",
            "restore-error",
            "stopped");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final DatabaseAccount account;
    private final String environment;
    private final String identifier;
    private final Pace pace;
    private final Clock clock;
    private final Consumer<String> say;

    /**
     * The database of an environment.
     *
     * @param say receives a line for each progress
     */
    public ManagedDatabase(
            DatabaseAccount account, Environment environment, Pace pace, Clock clock, Consumer<String> say) {
        this.account = account;
        this.environment = environment.name();
        this.identifier = Copies.of(environment).stream()
                .filter(Copies::onRds)
                .map(copies -> identifier(environment.name(), copies.serving()))
                .findFirst()
                .orElseThrow();
        this.pace = pace;
        this.clock = clock;
        this.say = say;
    }

    /** The identifier of a copy of an environment's database. */
    public static String identifier(String environment, String copy) {
        return "qis-database-" + (copy.equals(Copies.ORIGINAL) ? "" : copy + "-") + environment;
    }

    /** The database, after RDS has finished what it is doing with it. */
    public Database available() {
        return await(this::present, Database::isAvailable, ManagedDatabase::words);
    }

    private Database present() {
        Database found = account.database(identifier).orElseThrow(this::absent);
        if (STUCK.contains(found.status()) || found.parameters().equals("failed-to-apply")) {
            throw stuck(found);
        }
        return found;
    }

    /**
     * Takes a snapshot and waits for it, unless one of this version was taken within the last hour.
     *
     * @return its name
     */
    public String snapshot(Database present) {
        String prefix = identifier + "-v" + present.version().replace('.', '-') + "-";
        Instant oldest = clock.instant().minus(FRESH);
        String name = account.snapshots(identifier).stream()
                .filter(each -> each.name().startsWith(prefix)
                        && (each.isRunning() || (each.isComplete() && isAfter(each, oldest))))
                .map(Snapshot::name)
                .max(Comparator.naturalOrder())
                .orElseGet(() -> begun(prefix + TIME.format(clock.instant())));
        await(
                () -> snapshot(name),
                Snapshot::isComplete,
                each -> "snapshot " + name + ": " + each.status() + ", " + each.percent() + " %");
        return name;
    }

    private static boolean isAfter(Snapshot snapshot, Instant oldest) {
        return snapshot.made().filter(made -> made.isAfter(oldest)).isPresent();
    }

    private String begun(String name) {
        account.takeSnapshot(identifier, name);
        return name;
    }

    private Snapshot snapshot(String name) {
        Snapshot found = account.snapshots(identifier).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> failed(name, "It does not exist."));
        if (!found.isComplete() && !found.isRunning()) {
            throw failed(name, "Its status is " + found.status() + ".");
        }
        return found;
    }

    /**
     * Waits until the database runs a version with all its parameters, and reboots it if parameters wait for that.
     *
     * @throws io.github.qisaws.problem.ProblemException if it runs another version
     */
    public Database settled(String version) {
        Database found = await(
                this::present,
                each -> each.isAvailable() && !each.parameters().equals("applying"),
                ManagedDatabase::words);
        if (!found.runs(version)) {
            throw otherVersion(found, version);
        }
        return found.awaitsReboot() ? rebooted() : found;
    }

    /** Reboots the database, and waits until it is available with all its parameters. */
    public Database rebooted() {
        say.accept("Rebooting " + identifier + ", so that its static parameters take effect…");
        account.reboot(identifier);
        return await(
                this::present,
                each -> each.isAvailable() && each.parameters().equals("in-sync"),
                ManagedDatabase::words);
    }

    private static String words(Database found) {
        return found.identifier() + ": " + found.status() + ", PostgreSQL " + found.version() + ", parameter group "
                + found.parameterGroup() + " " + found.parameters();
    }

    private <T> T await(Supplier<T> question, Predicate<T> done, Function<T, String> words) {
        return new Wait(pace, clock, say).until(question, done, words, this::unfinished);
    }

    private RuntimeException absent() {
        return problem(
                environment + " has no database on RDS yet",
                "RDS has no DB instance " + identifier + ".",
                "Run qis-aws plan " + environment + ", then apply the plan.");
    }

    private RuntimeException stuck(Database found) {
        return problem(
                "RDS cannot continue with the database " + identifier,
                words(found) + ".",
                "Find the cause in the events of the DB instance: aws rds describe-events --source-type db-instance"
                        + " --source-identifier " + identifier + ". Then rerun the command.");
    }

    private RuntimeException failed(String snapshot, String why) {
        return problem("the snapshot " + snapshot + " failed", why, "Rerun the command, which takes another snapshot.");
    }

    private RuntimeException otherVersion(Database found, String version) {
        return problem(
                "the database of " + environment + " does not run PostgreSQL " + version,
                words(found) + ".",
                "If RDS did not upgrade it, find the cause in its log files (pg_upgrade_precheck.log, pg_upgrade_internal.log)"
                        + " and events. Then rerun the command, which continues.");
    }

    private RuntimeException unfinished(String now) {
        return problem(
                "RDS did not finish within " + pace.longest().toMinutes() + " minutes",
                now + ".",
                "Rerun the command, which continues to wait.");
    }

    private static RuntimeException problem(String what, String why, String fix) {
        return new Problem(ExitCode.FAILED, what, why, fix).asException();
    }
}
