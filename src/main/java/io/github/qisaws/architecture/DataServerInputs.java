package io.github.qisaws.architecture;

import java.util.SortedMap;

/** Input values of the data server module. */
record DataServerInputs(Common common, Place place, Service service, Machine machine, Snapshots snapshots)
        implements Inputs {
    record Place(
            Reference<Kind.Vpc> vpcId,
            Reference<Kind.Subnet> subnetId,
            String zone,
            References<Kind.SecurityGroup> securityGroupIds,
            boolean publicAddress,
            String address) {}

    /** Role of the server; {@code role} is the role in the role file. */
    record Service(String role, Reference<Kind.TargetGroup> targetGroupArn) {}

    record Machine(Reference<Kind.MachineImage> amiId, SortedMap<String, String> roleSettings) {}

    record Snapshots(SortedMap<String, String> restoreFrom) {}

    @Override
    public Contract contract() {
        return DataServerComponent.CONTRACT;
    }
}
