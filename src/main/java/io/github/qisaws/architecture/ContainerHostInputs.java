package io.github.qisaws.architecture;

import java.util.SortedMap;

/** Input values of the container host module. */
record ContainerHostInputs(Common common, Place place, Machine machine, Snapshots snapshots) implements Inputs {
    record Place(Reference<Kind.Subnet> subnetId, String zone, References<Kind.SecurityGroup> securityGroupIds) {}

    record Machine(Reference<Kind.MachineImage> amiId) {}

    record Snapshots(SortedMap<String, String> restoreFrom) {}

    @Override
    public Contract contract() {
        return ContainerHostComponent.CONTRACT;
    }
}
