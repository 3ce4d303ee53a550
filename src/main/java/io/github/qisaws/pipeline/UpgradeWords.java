package io.github.qisaws.pipeline;

import io.github.qisaws.aws.DatabaseAccount.Database;
import io.github.qisaws.database.Target;
import io.github.qisaws.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/**
 * What an upgrade means for the user. Source of the consequences: RDS User Guide, "Upgrading the PostgreSQL DB engine".
 *
 * @param present the database before the upgrade
 * @param wanted the version that the user asked for
 */
record UpgradeWords(Environment environment, Database present, Target target, String wanted) {

    /** What the user must know before the upgrade. */
    List<String> consequences() {
        if (present.runs(target.written())) {
            return List.of(present.identifier() + " already runs PostgreSQL " + present.version()
                    + ". Remaining steps: apply the plan"
                    + (present.awaitsReboot() ? ", reboot the database" : "") + ", and check for an empty plan.");
        }
        List<String> lines = new ArrayList<>(List.of(
                "Upgrade of " + present.identifier() + ": PostgreSQL " + present.version() + " → " + target.version()
                        + ".",
                "1. A snapshot is taken first. It stays until you delete it.",
                "2. The site has no database until the upgrade is complete, also with a standby: RDS upgrades both at the"
                        + " same time. AWS names no duration. To measure it, upgrade a copy that is restored from a"
                        + " snapshot.",
                "3. If parameters wait for a reboot afterwards, the database is rebooted.",
                "An upgrade cannot be undone. The way back is a restore of the snapshot (database.restore-from), without"
                        + " the data that was added later."));
        if (target.isPinned(wanted)) {
            lines.add("The environment file gets \"" + target.written()
                    + "\", because the version that RDS installs for \""
                    + wanted + "\" is older than what " + present.version()
                    + " can be upgraded to. Automatic minor upgrades are off for a full version. Set \"" + wanted
                    + "\" again when RDS installs a newer version for it.");
        }
        return lines;
    }

    /** That the snapshot stays, and how it is deleted. */
    List<String> kept(String snapshot) {
        return List.of("Snapshot " + snapshot + " is complete. It stays until you delete it: aws rds delete-db-snapshot"
                + " --region " + environment.placement().region() + " --db-snapshot-identifier " + snapshot);
    }

    List<String> result(Database upgraded, String rollout) {
        return List.of(
                upgraded.identifier() + " runs PostgreSQL " + upgraded.version() + ", parameter group "
                        + upgraded.parameterGroup() + " " + upgraded.parameters() + ". The next plan is empty.",
                rollout,
                "Commit the environment file and its main.tf.json.",
                "Run ANALYZE in the databases qis-mgmt and qis-cache, because an upgrade does not keep PostgreSQL's"
                        + " statistics.");
    }
}
