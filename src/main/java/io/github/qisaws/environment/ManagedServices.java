package io.github.qisaws.environment;

/**
 * The AWS services that take a data server's place.
 *
 * @param cacheNodeType ElastiCache node type
 * @param cacheNodes nodes over all zones
 */
public record ManagedServices(Database database, String cacheNodeType, int cacheNodes) {
    /**
     * PostgreSQL by RDS.
     *
     * @param storage GiB at the start
     * @param maximumStorage GiB up to which it grows
     * @param multiAz a standby in a second zone
     * @param backupDays days of point-in-time recovery
     * @param restoreFrom snapshot from which it is made; empty means that it stays what it is
     */
    public record Database(
            String instanceClass,
            String engineVersion,
            int storage,
            int maximumStorage,
            boolean multiAz,
            int backupDays,
            String restoreFrom) {}
}
