package io.github.qisaws.permissions;

/** What a deployer may do. */
public enum Purpose {
    PLAN,
    APPLY,
    RECOVER,
    /** Moving an existing QIS into an applied environment, and nothing else. */
    MIGRATE;

    boolean includes(Phase phase) {
        return switch (this) {
            case PLAN -> phase == Phase.READ;
            case APPLY -> phase != Phase.IMPORT;
            case RECOVER -> true;
            case MIGRATE -> false;
        };
    }
}
