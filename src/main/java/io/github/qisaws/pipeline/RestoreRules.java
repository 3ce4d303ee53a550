package io.github.qisaws.pipeline;

import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Cases;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.SnapshotFit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a restore refuses before anything is changed. */
final class RestoreRules {
    private RestoreRules() {}

    /** A copy that could not serve is not made. */
    static void requireFits(Environment environment, Copies copies, DataSnapshot snapshot) {
        SnapshotFit.of(environment, copies, copies.next(), snapshot).ifPresent(misfit -> {
            throw new Problem(
                            ExitCode.USAGE,
                            "no copy of " + snapshot.id() + " can serve " + environment.name(),
                            "It " + misfit.why(),
                            misfit.key().equals(SnapshotFit.VERSION)
                                    ? "Create another environment from it with database.restore-from and "
                                            + misfit.key() + " \"" + misfit.wanted() + "\" (src/docs/backup.md)."
                                    : "Set " + misfit.key() + " to " + misfit.wanted()
                                            + " or more, plan, and apply. Then rerun the command.")
                    .asException();
        });
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
