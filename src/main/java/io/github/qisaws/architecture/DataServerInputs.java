package io.github.qisaws.architecture;

import java.util.SortedMap;

/** What a data server is told. */
record DataServerInputs(Common common, Place place, Service service, Machine machine, Snapshots snapshots)
        implements Inputs {
    record Place(
            Reference<Kind.Vpc> vpcId,
            Reference<Kind.Subnet> subnetId,
            String zone,
            References<Kind.SecurityGroup> securityGroupIds,
            boolean publicAddress) {}

    /** Beside the data: {@code role} is that of the role file. */
    record Service(String role, Reference<Kind.TargetGroup> targetGroupArn) {}

    record Machine(Reference<Kind.MachineImage> amiId, SortedMap<String, String> roleSettings) {}

    record Snapshots(SortedMap<String, String> restoreFrom) {}

    @Override
    public Contract contract() {
        return DataServerComponent.CONTRACT;
    }
}
