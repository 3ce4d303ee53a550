package io.github.qisaws.restore;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a person does to bring data back: changes of the environment file that a plan shows before anything happens. */
public final class RestoreSteps {
    private static final String ADDRESS_TAG = "qis-aws:resource";

    private final Environment environment;
    private final Function<RecoveryPoint, Map<String, String>> tags;

    /**
     * A key of the environment file that makes a resource again.
     *
     * @param lines as they stand in the file
     */
    private record Change(List<String> lines, String address) {}

    /**
     * Steps.
     *
     * @param tags gives those of a recovery point
     */
    public RestoreSteps(Environment environment, Function<RecoveryPoint, Map<String, String>> tags) {
        this.environment = environment;
        this.tags = tags;
    }

    /** The steps, a line each; deeper ones are indented. */
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

    /** The module that holds database and images on volumes; empty where services of AWS hold them. */
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

    /** A snapshot has the tags of its volume, and so the volume's address in its module. */
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
        lines.add("Data that came after the backup is lost: if it may be needed, make a backup of today first.");
        if (environment.site().protect()) {
            lines.add("Say protect: false in environments/" + name + "/environment.yaml, plan and apply: AWS deletes"
                    + " nothing that is protected. Last snapshots end with it, so today's backup must be complete.");
        }
        lines.add("Say in environments/" + name + "/environment.yaml:");
        String section = "";
        for (Change change : changes) {
            if (!change.lines().get(0).equals(section)) {
                section = change.lines().get(0);
                lines.add("  " + section);
            }
            lines.add("  " + change.lines().get(1));
        }
        StringBuilder plan = new StringBuilder("qis-aws plan " + name);
        changes.forEach(change ->
                plan.append(" --allow-destroy '").append(change.address()).append('\''));
        lines.add("Run: " + plan + ", and read what is replaced; without these addresses the guard refuses it.");
        lines.add("Run: qis-aws apply " + name + ".");
        if (environment.site().protect()) {
            lines.add(
                    "Say protect: true again, plan and apply. The keys may go: without them the data stays as it is.");
        }
        return lines;
    }

    private static String partition(RecoveryPoint point) {
        return point.arn().split(":", -1)[1];
    }

    /** Terraform cannot fill a file system; AWS Backup puts the files beside those that are there. */
    private List<String> elsewhere(RecoveryPoint point) {
        if (!point.kind().equals("EFS")) {
            return List.of("No module of this environment holds what was on " + point.resource() + ": restore "
                    + point.arn() + " in AWS Backup itself.");
        }
        String system = point.resource().replaceAll(".*/", "");
        return List.of(
                "The image tree is restored beside the one that is there; nothing is lost by it. Run:",
                "  aws backup start-restore-job --region "
                        + environment.placement().region()
                        + " --recovery-point-arn " + point.arn() + " --iam-role-arn arn:" + partition(point) + ":iam::"
                        + environment.placement().account() + ":role/qis-backup-" + environment.name()
                        + " --metadata file-system-id=" + system + ",newFileSystem=false,Encrypted=true",
                "The files appear in a folder aws-backup-restore_… at the root of " + system
                        + "; copy back what is missing (src/docs/backup.md).");
    }
}
