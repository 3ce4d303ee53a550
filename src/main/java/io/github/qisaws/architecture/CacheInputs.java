package io.github.qisaws.architecture;

/** Input values of the cache module. */
record CacheInputs(Common common, Place place) implements Inputs {
    record Place(References<Kind.Subnet> subnetIds, References<Kind.SecurityGroup> securityGroupIds) {}

    @Override
    public Contract contract() {
        return CacheComponent.CONTRACT;
    }
}
