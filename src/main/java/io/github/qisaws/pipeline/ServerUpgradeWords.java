package io.github.qisaws.pipeline;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.SingleServer;
import java.util.List;

/**
 * What the upgrade of the database on a data server means for the user.
 *
 * @param present the major version of the present AMI; empty if the AMI has no tag
 * @param wanted the major version of the new AMI
 */
record ServerUpgradeWords(Environment environment, String present, String wanted) {

    List<String> consequences() {
        boolean single = environment.topology() instanceof SingleServer;
        return List.of(
                "Upgrade of the database of " + environment.name() + ": PostgreSQL "
                        + (present.isEmpty() ? "" : present + " → ") + wanted + ", by replacing the data server.",
                "1. Snapshots of both data volumes, of the same moment, are taken first. They stay until you delete them.",
                "2. The new server copies the database at its first boot. Downtime: "
                        + (single ? "the site is unavailable" : "QIS creates no new images, and users cannot log in")
                        + " for about 5 minutes, and longer with a large database. To measure it, restore the snapshots in"
                        + " a second environment, and upgrade that.",
                "3. The copy needs free space on the database volume. If there is too little, the new server does not"
                        + " start the database and reports it; enlarge data.database-volume then.",
                "The old database stays on the volume. The way back is a server from the old AMI, without the data that was"
                        + " added later (src/docs/servers.md).");
    }

    String snapshotName() {
        return "qis-data-" + environment.name() + "-before-postgresql-" + wanted;
    }

    /** That the snapshots stay, and how they are deleted. */
    List<String> kept(List<String> snapshots) {
        return snapshots.stream()
                .map(id -> "Snapshot " + id
                        + " is complete. It stays until you delete it: aws ec2 delete-snapshot --region "
                        + environment.placement().region() + " --snapshot-id " + id)
                .toList();
    }

    List<String> result(String rollout) {
        return List.of(
                "The data server of " + environment.name() + " has an AMI with PostgreSQL " + wanted
                        + ". The next plan is empty.",
                rollout,
                "The old database is still on the volume. When you no longer need it, run qis-aws upgrade database "
                        + environment.name() + " --remove-old.");
    }
}
