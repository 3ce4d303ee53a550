package io.github.qisaws.restore;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The steps for the user to restore data: changes of the environment file, which a plan shows before anything happens.
 */
public final class RestoreSteps {
    private static final String ADDRESS_TAG = "qis-aws:resource";

    private final Environment environment;
    private final Function<RecoveryPoint, Map<String, String>> tags;

    /**
     * A key of the environment file that restores a resource.
     *
     * @param lines lines of the environment file
     * @param address resource address that is replaced
     */
    private record Change(List<String> lines, String address) {}

    /**
     * Restore steps for an environment.
     *
     * @param tags returns the tags of a recovery point
     */
    public RestoreSteps(Environment environment, Function<RecoveryPoint, Map<String, String>> tags) {
        this.environment = environment;
        this.tags = tags;
    }

    /** The steps, one per line; details are indented. */
    public List<String> of(List<RecoveryPoint> points) {
        List<String> lines = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (RecoveryPoint point : points) {
            change(point).ifPresentOrElse(changes::add, () -> lines.addAll(elsewhere(point)));
        }
        if (!changes.isEmpty()) {
            lines.addAll(byPlan(changes));
        }
        return lines;
    }

    private Optional<Change> change(RecoveryPoint point) {
        Optional<String> server = server();
        return switch (point.kind()) {
            case "RDS" ->
                server.isPresent()
                        ? Optional.empty()
                        : Optional.of(new Change(
                                List.of("database:", "  restore-from: " + point.arn()),
                                "module.database.aws_db_instance.this"));
            case "EBS" -> server.flatMap(module -> volume(module, point));
            default -> Optional.empty();
        };
    }

    /** The module with database and images on EBS volumes; empty if they are in RDS and EFS. */
    private Optional<String> server() {
        return environment
                .topology()
                .match(new Cases<>(
                        single -> Optional.of("data-server"),
                        two -> Optional.of("data-server"),
                        managed -> Optional.empty(),
                        fargate -> Optional.empty(),
                        host -> Optional.of("container-host"),
                        pipeline -> Optional.empty()));
    }

    /**
     * The change that restores a volume. A snapshot has the tags of its volume, which contain the volume's resource
     * address.
     */
    private Optional<Change> volume(String module, RecoveryPoint point) {
        String address = tags.apply(point).getOrDefault(ADDRESS_TAG, "");
        if (!address.startsWith("aws_ebs_volume.")) {
            return Optional.empty();
        }
        String volume = address.substring("aws_ebs_volume.".length());
        return Optional.of(new Change(
                List.of("data:", "  " + volume + "-snapshot: " + point.id()), "module." + module + "." + address));
    }

    private List<String> byPlan(List<Change> changes) {
        String name = environment.name();
        List<String> lines = new ArrayList<>();
        lines.add("Restoring discards all data added after the backup. If you may need that data, back up today's"
                + " data first.");
        if (environment.site().protect()) {
            lines.add("Set protect: false in environments/" + name
                    + "/environment.yaml, plan, and apply, because AWS does not delete protected resources."
                    + " This also disables final snapshots, so today's backup must be complete.");
        }
        lines.add("Set in environments/" + name + "/environment.yaml:");
        String section = "";
        for (Change change : changes) {
            if (!change.lines().get(0).equals(section)) {
                section = change.lines().get(0);
                lines.add("  " + section);
            }
            lines.add("  " + change.lines().get(1));
        }
        String allowed = changes.stream()
                .map(change -> " --allow-destroy '" + change.address() + "'")
                .collect(Collectors.joining());
        lines.add("Run: qis-aws plan " + name + allowed
                + ", and review the replacements. Without these addresses the guard blocks the plan.");
        lines.add("Run: qis-aws apply " + name + allowed + ".");
        if (environment.site().protect()) {
            lines.add("Set protect: true again, plan, and apply. You can remove the restore keys; the data does not"
                    + " change.");
        }
        return lines;
    }

    /** Steps for resources that no plan can restore: AWS Backup restores files of a file system to a new folder. */
    private List<String> elsewhere(RecoveryPoint point) {
        if (!point.kind().equals("EFS")) {
            return List.of("No module of this environment manages " + point.resource() + ". Restore " + point.arn()
                    + " in AWS Backup.");
        }
        String system = point.resource().replaceAll(".*/", "");
        return List.of(
                "The image files are restored to a separate folder, so no data is lost. Run:",
                "  aws backup start-restore-job --region "
                        + environment.placement().region()
                        + " --recovery-point-arn " + point.arn() + " --iam-role-arn " + point.role()
                        + " --metadata file-system-id=" + system + ",newFileSystem=false,Encrypted=true",
                "The files appear in a folder aws-backup-restore_… at the root of " + system
                        + ". Copy back the missing files (src/docs/backup.md).");
    }
}
