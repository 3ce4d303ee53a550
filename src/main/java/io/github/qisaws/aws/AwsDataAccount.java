package io.github.qisaws.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** EBS and RDS in one account and region. */
public final class AwsDataAccount implements DataAccount {
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
                .map(AwsDataAccount::snapshot)
                .filter(found -> !found.content().isEmpty())
                .toList());
    }

    /** A snapshot that this account owns or may use. */
    Optional<DataSnapshot> volumeSnapshot(String id) {
        return access.ec2(
                "ec2:DescribeSnapshots",
                client ->
                        client
                                .describeSnapshots(request -> request.filters(filter("snapshot-id", id)))
                                .snapshots()
                                .stream()
                                .map(AwsDataAccount::snapshot)
                                .findFirst());
    }

    /** A snapshot has the tags of its volume, which contain the volume's resource address; a copy may have none. */
    private static DataSnapshot snapshot(Snapshot found) {
        Map<String, String> tags = found.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        String resource = tags.getOrDefault(RESOURCE, "");
        String content = resource.startsWith(VOLUME)
                ? resource.substring(VOLUME.length()).replaceAll("/.*", "")
                : "";
        return new DataSnapshot(
                found.snapshotId(),
                content,
                found.startTime(),
                found.state() == SnapshotState.COMPLETED,
                found.volumeSize(),
                "",
                tags.getOrDefault("qis-aws:moment", ""));
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

    /** Finds automated snapshots and those of AWS Backup only by their type (API rds:DescribeDBSnapshots). */
    Optional<DataSnapshot> databaseSnapshot(String nameOrArn) {
        String name = nameOrArn.replaceAll("^arn:.*?:snapshot:", "");
        Map<String, String> parameters = new TreeMap<>(Map.of("DBSnapshotIdentifier", name));
        if (name.startsWith("rds:")) {
            parameters.put("SnapshotType", "automated");
        } else if (name.startsWith("awsbackup:")) {
            parameters.put("SnapshotType", "awsbackup");
        }
        return access.call("rds:DescribeDBSnapshots", () -> {
            try {
                return new RdsCalls(access)
                        .members("DescribeDBSnapshots", parameters, "DBSnapshots").stream()
                                .map(AwsDataAccount::snapshot)
                                .findFirst();
            } catch (AwsServiceException e) {
                if (e.awsErrorDetails() != null
                        && "DBSnapshotNotFound".equals(e.awsErrorDetails().errorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static DataSnapshot snapshot(Xml found) {
        String size = found.own("AllocatedStorage");
        String made = found.own("SnapshotCreateTime");
        return new DataSnapshot(
                found.own("DBSnapshotIdentifier"),
                "database",
                made.isEmpty() ? Instant.EPOCH : Instant.parse(made),
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
