package io.github.qisaws.permissions;

/** What a deployer may do. */
public enum Purpose {
    PLAN,
    APPLY,
    RECOVER,
    /** Restoring data: what {@link #APPLY} allows, snapshots and backups, and the proof on a server. */
    RESTORE,
    /** Moving an existing QIS into an applied environment, and nothing else. */
    MIGRATE;

    boolean includes(Phase phase) {
        return switch (this) {
            case PLAN -> phase == Phase.READ;
            case APPLY -> phase != Phase.IMPORT && phase != Phase.RESTORE;
            case RECOVER -> phase != Phase.RESTORE;
            case RESTORE -> phase != Phase.IMPORT;
            case MIGRATE -> false;
        };
    }
}
