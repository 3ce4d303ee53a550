package io.github.qisaws.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** EBS and RDS in one account and region. */
public final class AwsDataAccount implements DataAccount {
    /** The IAM actions that the questions need. */
    public static final List<String> ACTIONS = List.of(
            "ec2:DescribeInstances",
            "ec2:DescribeSnapshots",
            "ec2:DescribeVolumes",
            "rds:DescribeDBInstances",
            "rds:DescribeDBSnapshots");

    private static final String ENVIRONMENT = "tag:qis-aws:environment";
    private static final String RESOURCE = "qis-aws:resource";
    private static final String VOLUME = "aws_ebs_volume.";

    private final AwsAccess access;

    public AwsDataAccount(AwsAccess access) {
        this.access = access;
    }

    @Override
    public List<DataSnapshot> ofVolumes(String environment) {
        return access.ec2("ec2:DescribeSnapshots", client -> client
                .describeSnapshotsPaginator(
                        request -> request.ownerIds("self").filters(filter(ENVIRONMENT, environment)))
                .snapshots()
                .stream()
                .flatMap(AwsDataAccount::snapshot)
                .toList());
    }

    /** A snapshot has the tags of its volume, which contain the volume's resource address. */
    private static Stream<DataSnapshot> snapshot(Snapshot found) {
        Map<String, String> tags = found.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        String resource = tags.getOrDefault(RESOURCE, "");
        if (!resource.startsWith(VOLUME)) {
            return Stream.empty();
        }
        String content = resource.substring(VOLUME.length()).replaceAll("/.*", "");
        return Stream.of(new DataSnapshot(
                found.snapshotId(),
                content,
                found.startTime(),
                found.state() == SnapshotState.COMPLETED,
                found.volumeSize(),
                "",
                tags.getOrDefault("qis-aws:moment", "")));
    }

    @Override
    public List<DataSnapshot> ofDatabase(String identifier) {
        List<DataSnapshot> snapshots = new ArrayList<>();
        // Without a type, RDS lists those of AWS Backup only under a type of their own.
        for (Map<String, String> type : List.of(Map.<String, String>of(), Map.of("SnapshotType", "awsbackup"))) {
            Map<String, String> parameters = new TreeMap<>(type);
            parameters.put("DBInstanceIdentifier", identifier);
            rds("DescribeDBSnapshots", parameters, "DBSnapshots").stream()
                    .filter(found -> !found.own("SnapshotCreateTime").isEmpty())
                    .map(AwsDataAccount::snapshot)
                    .filter(found ->
                            snapshots.stream().noneMatch(known -> known.id().equals(found.id())))
                    .forEach(snapshots::add);
        }
        return snapshots;
    }

    private static DataSnapshot snapshot(Xml found) {
        String size = found.own("AllocatedStorage");
        return new DataSnapshot(
                found.own("DBSnapshotIdentifier"),
                "database",
                Instant.parse(found.own("SnapshotCreateTime")),
                found.own("Status").equals("available"),
                size.isEmpty() ? 0 : Integer.parseInt(size),
                found.own("EngineVersion"),
                "");
    }

    @Override
    public Optional<String> volume(String environment, String resource) {
        return access.ec2("ec2:DescribeVolumes", client -> client
                .describeVolumes(request ->
                        request.filters(filter(ENVIRONMENT, environment), filter("tag:" + RESOURCE, resource)))
                .volumes()
                .stream()
                .filter(volume ->
                        volume.tags().stream().noneMatch(tag -> tag.key().equals(TaggedResources.RESTORE_TEST)))
                .map(volume -> volume.volumeId())
                .findFirst());
    }

    @Override
    public Optional<String> endpoint(String identifier) {
        return rds("DescribeDBInstances", Map.of("DBInstanceIdentifier", identifier), "DBInstances").stream()
                .flatMap(found -> found.text("Address").stream())
                .findFirst();
    }

    @Override
    public List<String> servers(String environment, String component) {
        return new EnvironmentServers(access, environment).running(component);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private List<Xml> rds(String operation, Map<String, String> parameters, String list) {
        return access.call("rds:" + operation, () -> new RdsCalls(access).members(operation, parameters, list));
    }
}
