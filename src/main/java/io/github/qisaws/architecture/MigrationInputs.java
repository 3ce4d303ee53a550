package io.github.qisaws.architecture;

import java.util.List;

/** Input values of the migration module. */
record MigrationInputs(Common common, Servers servers) implements Inputs {
    record Servers(List<String> serverRoleNames) {}

    @Override
    public Contract contract() {
        return MigrationComponent.CONTRACT;
    }
}
