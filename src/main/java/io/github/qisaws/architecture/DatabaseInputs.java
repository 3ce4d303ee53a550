package io.github.qisaws.architecture;

/** What a database is told. */
record DatabaseInputs(Common common, Place place, Engine engine, Limits limits) implements Inputs {
    record Place(References<Kind.Subnet> subnetIds, References<Kind.SecurityGroup> securityGroupIds, boolean multiAz) {}

    record Engine(
            String instanceClass, String engineVersion, int storageGib, int maximumStorageGib, String restoreFrom) {}

    record Limits(int maxConnections, int backupDays, boolean protect) {}

    @Override
    public Contract contract() {
        return DatabaseComponent.CONTRACT;
    }
}
