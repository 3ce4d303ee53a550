package io.github.qisaws.architecture;

/** Input values of the database module. */
record DatabaseInputs(Common common, Place place) implements Inputs {
    record Place(References<Kind.Subnet> subnetIds, References<Kind.SecurityGroup> securityGroupIds) {}

    @Override
    public Contract contract() {
        return DatabaseComponent.CONTRACT;
    }
}
