package io.github.qisaws.permissions;

/** What a deployer may do. */
public enum Purpose {
    PLAN,
    APPLY,
    RECOVER;

    boolean includes(Phase phase) {
        return switch (this) {
            case PLAN -> phase == Phase.READ;
            case APPLY -> phase != Phase.IMPORT;
            case RECOVER -> true;
        };
    }
}
