package io.github.qisaws.aws;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** EC2 in one account and region. */
public record AwsServerSnapshots(AwsAccess access) implements ServerSnapshots {

    @Override
    public List<String> take(String instance, String name) {
        return access.change("ec2:CreateSnapshots", "started the snapshots " + name, () -> {
            try (Ec2Client client = access.configure("EC2", Ec2Client.builder()).build()) {
                return client
                        .createSnapshots(request -> request.instanceSpecification(
                                        which -> which.instanceId(instance).excludeBootVolume(true))
                                .description("Data volumes of " + instance + ", before an upgrade of PostgreSQL")
                                .tagSpecifications(TagSpecification.builder()
                                        .resourceType(ResourceType.SNAPSHOT)
                                        .tags(Tag.builder()
                                                .key("Name")
                                                .value(name)
                                                .build())
                                        .build()))
                        .snapshots()
                        .stream()
                        .map(SnapshotInfo::snapshotId)
                        .toList();
            }
        });
    }

    @Override
    public List<Snapshot> snapshots(List<String> ids) {
        return access.ec2(
                "ec2:DescribeSnapshots",
                client -> client.describeSnapshots(request -> request.snapshotIds(ids)).snapshots().stream()
                        .map(found -> new Snapshot(found.snapshotId(), found.stateAsString(), found.progress()))
                        .toList());
    }
}
