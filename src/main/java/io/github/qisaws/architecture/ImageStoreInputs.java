package io.github.qisaws.architecture;

/** What an image store is told. */
record ImageStoreInputs(Common common, Place place) implements Inputs {
    record Place(References<Kind.Subnet> subnetIds, References<Kind.SecurityGroup> securityGroupIds) {}

    @Override
    public Contract contract() {
        return ImageStoreComponent.CONTRACT;
    }
}
