package io.github.qisaws.environment;

/**
 * What takes the data server's place in architecture managed.
 *
 * @param cacheNodeType ElastiCache node type
 * @param cacheNodes nodes over all zones
 */
public record ManagedServices(Database database, String cacheNodeType, int cacheNodes) {
    static final ManagedServices USUAL =
            new ManagedServices(new Database("db.t4g.medium", "16", 20, 200, true, 35), "cache.t4g.medium", 2);

    /**
     * PostgreSQL by RDS.
     *
     * @param storage GiB at the start
     * @param maximumStorage GiB up to which it grows
     * @param multiAz a standby in a second zone
     * @param backupDays days of point-in-time recovery
     */
    public record Database(
            String instanceClass,
            String engineVersion,
            int storage,
            int maximumStorage,
            boolean multiAz,
            int backupDays) {}
}
