package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** RDS in one account and region. */
public final class AwsDatabaseAccount implements DatabaseAccount {
    private static final String ENGINE = "postgres";
    private static final String ABSENT = "DBInstanceNotFound";

    private final AwsAccess access;
    private final RdsCalls rds;

    public AwsDatabaseAccount(AwsAccess access) {
        this.access = access;
        this.rds = new RdsCalls(access);
    }

    @Override
    public Optional<Database> database(String identifier) {
        return access.call("rds:DescribeDBInstances", () -> {
            try {
                return rds
                        .members("DescribeDBInstances", Map.of("DBInstanceIdentifier", identifier), "DBInstances")
                        .stream()
                        .map(AwsDatabaseAccount::database)
                        .findFirst();
            } catch (AwsServiceException e) {
                if (e.awsErrorDetails() != null
                        && ABSENT.equals(e.awsErrorDetails().errorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static Database database(Xml found) {
        return new Database(
                found.own("DBInstanceIdentifier"),
                found.own("EngineVersion"),
                found.own("DBInstanceStatus"),
                found.text("DBParameterGroupName").orElse(""),
                found.text("ParameterApplyStatus").orElse(""));
    }

    @Override
    public List<String> targets(String version) {
        return versions(Map.of("Engine", ENGINE, "EngineVersion", version)).stream()
                .flatMap(found -> found.members("ValidUpgradeTarget").stream())
                .map(target -> target.own("EngineVersion"))
                .toList();
    }

    @Override
    public Optional<String> defaultVersion(String major) {
        return versions(Map.of("Engine", ENGINE, "EngineVersion", major, "DefaultOnly", "true")).stream()
                .map(found -> found.own("EngineVersion"))
                .findFirst();
    }

    private List<Xml> versions(Map<String, String> parameters) {
        return access.call(
                "rds:DescribeDBEngineVersions",
                () -> rds.members("DescribeDBEngineVersions", parameters, "DBEngineVersions"));
    }

    @Override
    public List<Snapshot> snapshots(String identifier) {
        Map<String, String> parameters = Map.of("DBInstanceIdentifier", identifier, "SnapshotType", "manual");
        return access.call(
                "rds:DescribeDBSnapshots", () -> rds.members("DescribeDBSnapshots", parameters, "DBSnapshots").stream()
                        .map(AwsDatabaseAccount::snapshot)
                        .toList());
    }

    private static Snapshot snapshot(Xml found) {
        String made = found.own("SnapshotCreateTime");
        String percent = found.own("PercentProgress");
        return new Snapshot(
                found.own("DBSnapshotIdentifier"),
                found.own("EngineVersion"),
                found.own("Status"),
                percent.isEmpty() ? 0 : Integer.parseInt(percent),
                made.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(made)));
    }

    @Override
    public void takeSnapshot(String identifier, String name) {
        access.change(
                "rds:CreateDBSnapshot",
                "started the snapshot " + name,
                () -> rds.query(
                        "CreateDBSnapshot", Map.of("DBInstanceIdentifier", identifier, "DBSnapshotIdentifier", name)));
    }

    @Override
    public void reboot(String identifier) {
        access.change(
                "rds:RebootDBInstance",
                "rebooted the database " + identifier,
                () -> rds.query("RebootDBInstance", Map.of("DBInstanceIdentifier", identifier)));
    }
}
