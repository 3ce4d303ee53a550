package io.github.qisaws.architecture;

/** What a cache is told. */
record CacheInputs(Common common, Place place, Size size) implements Inputs {
    record Place(References<Kind.Subnet> subnetIds, References<Kind.SecurityGroup> securityGroupIds) {}

    record Size(String nodeType, int nodes) {}

    @Override
    public Contract contract() {
        return CacheComponent.CONTRACT;
    }
}
