package io.github.qisaws.architecture;

/** What a database is told. */
record DatabaseInputs(Common common, Place place) implements Inputs {
    record Place(References<Kind.Subnet> subnetIds, References<Kind.SecurityGroup> securityGroupIds) {}

    @Override
    public Contract contract() {
        return DatabaseComponent.CONTRACT;
    }
}
