package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL databases on RDS in an account; an interface so that tests need no account. */
public interface DatabaseAccount {
    /** The database with this identifier. */
    Optional<Database> database(String identifier);

    /** The versions to which RDS upgrades a database of a full version, oldest first. */
    List<String> targets(String version);

    /** The full version that RDS installs if only the major version is given. */
    Optional<String> defaultVersion(String major);

    /** The manual snapshots of a database. */
    List<Snapshot> snapshots(String identifier);

    /** Starts a manual snapshot of a database. */
    void takeSnapshot(String identifier, String name);

    /** Starts a reboot without failover, which alone applies static parameters (RDS API, ModifyDBInstance). */
    void reboot(String identifier);

    /**
     * A database.
     *
     * @param version full version that runs
     * @param status AWS's status, such as {@code available}
     * @param parameters AWS's status of its parameter group, such as {@code in-sync} or {@code pending-reboot}
     */
    record Database(String identifier, String version, String status, String parameterGroup, String parameters) {
        /** Whether RDS accepts a snapshot and changes (RDS API, CreateDBSnapshot). */
        public boolean isAvailable() {
            return status.equals("available") || status.equals("storage-optimization");
        }

        public boolean awaitsReboot() {
            return parameters.equals("pending-reboot");
        }

        /** Whether a version, full or major alone, is the one that runs. */
        public boolean runs(String wanted) {
            return version.equals(wanted) || version.startsWith(wanted + ".");
        }
    }

    /**
     * A manual snapshot.
     *
     * @param version of the database when the snapshot was taken
     * @param status AWS's status, such as {@code creating}
     * @param made when it was started; empty if AWS does not report it yet
     */
    record Snapshot(String name, String version, String status, int percent, Optional<Instant> made) {
        public boolean isComplete() {
            return status.equals("available");
        }

        public boolean isRunning() {
            return status.equals("creating");
        }
    }
}
