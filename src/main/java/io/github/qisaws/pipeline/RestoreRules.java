package io.github.qisaws.pipeline;

import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Cases;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a restore refuses before anything is changed. */
final class RestoreRules {
    /** RDS: the maximum of storage autoscaling is at least 10 % above the present storage. */
    private static final int PERCENT_ABOVE = 110;

    private RestoreRules() {}

    /**
     * A copy gets the size and type in the environment file, at the latest when it serves. AWS cannot shrink a volume or
     * the storage of a database, and cannot go back to an older PostgreSQL.
     */
    static void requireFits(Environment environment, Copies copies, DataSnapshot snapshot) {
        Map<String, Object> values = environment.site().settings().values();
        if (copies.onEfs()) {
            return;
        }
        if (copies.onRds()) {
            int maximum = number(values, "database.maximum-storage");
            if (maximum * 100L < (long) snapshot.gib() * PERCENT_ABOVE) {
                throw misfit(
                        environment,
                        snapshot,
                        "It has " + snapshot.gib() + " GiB, and database.maximum-storage is " + maximum
                                + ", which must be at least 10 % more.",
                        "Set database.maximum-storage to " + (snapshot.gib() * PERCENT_ABOVE + 99) / 100
                                + " or more, plan, and apply. Then rerun the command.");
            }
            requireVersion(environment, values.get("database.engine-version").toString(), snapshot);
            return;
        }
        String key = "data." + copies.content() + "-volume";
        if (number(values, key) < snapshot.gib()) {
            throw misfit(
                    environment,
                    snapshot,
                    "It has " + snapshot.gib() + " GiB, and " + key + " is " + number(values, key) + ".",
                    "Set " + key + " to " + snapshot.gib() + " or more, plan, and apply. Then rerun the command.");
        }
    }

    private static void requireVersion(Environment environment, String inFile, DataSnapshot snapshot) {
        String major = inFile.replaceAll("\\..*", "");
        if (!snapshot.version().isEmpty()
                && !snapshot.version().replaceAll("\\..*", "").equals(major)) {
            throw misfit(
                    environment,
                    snapshot,
                    "It is of PostgreSQL " + snapshot.version() + ", and database.engine-version is " + inFile
                            + ". Two major versions need parameter groups of their own.",
                    "Create another environment from it with database.restore-from and database.engine-version" + " \""
                            + snapshot.version().replaceAll("\\..*", "") + "\" (src/docs/backup.md).");
        }
    }

    private static int number(Map<String, Object> values, String key) {
        return ((Number) values.get(key)).intValue();
    }

    private static RuntimeException misfit(Environment environment, DataSnapshot snapshot, String why, String fix) {
        return new Problem(ExitCode.USAGE, "no copy of " + snapshot.id() + " can serve " + environment.name(), why, fix)
                .asException();
    }

    /** The contents of which a copy can be removed: the copy that serves never is. */
    static List<Copies> removable(String name, List<Copies> having, String copy) {
        List<Copies> beside =
                having.stream().filter(each -> !each.serving().equals(copy)).toList();
        if (beside.isEmpty()) {
            String contents = having.stream().map(Copies::content).collect(Collectors.joining(", "));
            throw new Problem(
                            ExitCode.USAGE,
                            copy + " serves " + name + ", so it cannot be removed",
                            "The site uses it for: " + contents + ".",
                            "Remove the copy beside it, or switch to that one first with --switch.")
                    .asException();
        }
        return beside;
    }

    /** The addresses of the resources that hold the data of a copy. */
    static Set<String> addresses(Environment environment, List<Copies> having, String copy) {
        Set<String> addresses = new TreeSet<>();
        for (Copies each : having) {
            String key = "[\"" + copy + "\"]";
            if (each.onRds()) {
                addresses.add("module.database.aws_db_instance.this" + key);
                addresses.add("module.database.aws_cloudwatch_log_group.postgresql" + key);
            } else if (each.onEfs()) {
                addresses.add("module.image-store.aws_efs_file_system.this" + key);
            } else {
                addresses.add("module." + server(environment) + ".aws_ebs_volume." + each.content() + key);
            }
        }
        return addresses;
    }

    private static String server(Environment environment) {
        return environment
                .topology()
                .match(new Cases<>(
                        single -> "data-server",
                        two -> "data-server",
                        managed -> "",
                        fargate -> "",
                        host -> "container-host",
                        pipeline -> ""));
    }

    /** AWS Backup restores into a folder at the root of a file system; the server that proves a copy moves it first. */
    static void requireProof(String name, List<Copies> wanted) {
        boolean isRestored = wanted.stream()
                .filter(Copies::onEfs)
                .flatMap(each -> each.snapshots().keySet().stream())
                .anyMatch(copy -> !copy.equals(Copies.ORIGINAL));
        if (isRestored) {
            throw new Problem(
                            ExitCode.USAGE,
                            "copies of " + name + " on EFS cannot be used without a proof",
                            "AWS Backup restores images into another folder, and the proof moves them to their place.",
                            "Run the command without --unproven. To restore only the database, use --only database.")
                    .asException();
        }
    }

    static RuntimeException nothingBeside(String name) {
        return new Problem(
                        ExitCode.USAGE,
                        name + " has no copy beside the data in use",
                        "A copy is made with --at or with --database and --images.",
                        "Run qis-aws restore " + name + " to list the snapshots.")
                .asException();
    }

    static RuntimeException notHere(Environment environment, String content) {
        return new Problem(
                        ExitCode.USAGE,
                        "this command does not restore the " + content + " of " + environment.name(),
                        "They are on EFS and used by containers, or the environment has none.",
                        "For containers with images on EFS, use --point, which prints the steps (src/docs/backup.md).")
                .asException();
    }
}
