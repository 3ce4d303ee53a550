package io.github.qisaws.environment;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What watches and backs up an environment, and what it is restored from; each part may be absent. */
public record Operations(Optional<Monitoring> monitoring, Optional<Backup> backup, Restore restore) {
    static final Operations NONE = new Operations(Optional.empty(), Optional.empty(), new Restore("", "", ""));

    /**
     * Alarms, dashboard and logs.
     *
     * @param logDays days that the servers' logs are kept
     */
    public record Monitoring(int logDays) {}

    /**
     * Daily backups.
     *
     * @param days days that each is kept
     * @param copyTo vault of another region or account; empty means no copies
     */
    public record Backup(int days, String copyTo) {}

    /**
     * From what the data is made again; empty means that it stays what it is.
     *
     * @param databaseSnapshot EBS snapshot of the database volume of the data server or container host
     * @param imagesSnapshot EBS snapshot of its images volume
     * @param managedDatabase snapshot of the RDS database
     */
    public record Restore(String databaseSnapshot, String imagesSnapshot, String managedDatabase) {
        /** The snapshots of volumes that there are, by volume. */
        public SortedMap<String, String> snapshots() {
            SortedMap<String, String> snapshots =
                    new TreeMap<>(Map.of("database", databaseSnapshot, "images", imagesSnapshot));
            snapshots.values().removeIf(String::isEmpty);
            return snapshots;
        }
    }
}
