package io.github.qisaws.architecture;

import java.util.SortedMap;

/** What a data server is told. */
record DataServerInputs(
        Common common, Place place, Service service, Machine machine, Volumes volumes, Snapshots snapshots)
        implements Inputs {
    record Place(
            Reference<Kind.Vpc> vpcId,
            Reference<Kind.Subnet> subnetId,
            String zone,
            References<Kind.SecurityGroup> securityGroupIds,
            boolean publicAddress) {}

    /** Beside the data: {@code role} is that of the role file. */
    record Service(String role, Reference<Kind.TargetGroup> targetGroupArn) {}

    record Machine(
            Reference<Kind.MachineImage> amiId,
            String instanceType,
            SortedMap<String, String> roleSettings,
            boolean protect) {}

    record Volumes(int databaseVolumeGib, int imagesVolumeGib, int snapshotDays) {}

    record Snapshots(SortedMap<String, String> restoreFrom) {}

    @Override
    public Contract contract() {
        return DataServerComponent.CONTRACT;
    }
}
