package io.github.qisaws.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The backup vault of an environment. */
public final class BackupVault {
    private static final String SERVICE = "backup";
    private static final double MILLIS = 1000;

    private final AwsAccess access;
    private final String name;

    private BackupVault(AwsAccess access, String name) {
        this.access = access;
        this.name = name;
    }

    /**
     * The vault of an environment.
     *
     * @throws io.github.qisaws.problem.ProblemException if the environment has no vault, or the credentials are of
     *     another account
     */
    public static BackupVault of(Environment environment, AwsAccess access) {
        if (!isKept(environment)) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " has no backup vault",
                            "The environment file does not have backup: {enabled: true}.",
                            "For snapshots of volumes and databases, run qis-aws restore with --at.")
                    .asException();
        }
        access.requireAccount(environment.placement().account());
        return new BackupVault(access, "qis-backup-" + environment.name());
    }

    /** Whether an environment has a vault. */
    public static boolean isKept(Environment environment) {
        return environment
                .application()
                .filter(application -> application.operations().backup())
                .isPresent();
    }

    public String name() {
        return name;
    }

    /** All recovery points, newest first. */
    public List<RecoveryPoint> points() {
        List<RecoveryPoint> points = new ArrayList<>();
        String next = "";
        do {
            String page = "/backup-vaults/" + name + "/recovery-points/"
                    + (next.isEmpty() ? "" : "?nextToken=" + encoded(next));
            JsonNode answer = access.call("backup:ListRecoveryPointsByBackupVault", () -> access.get(SERVICE, page));
            answer.path("RecoveryPoints").forEach(point -> points.add(point(point)));
            next = answer.path("NextToken").asText("");
        } while (!next.isEmpty());
        points.sort(Comparator.comparing(RecoveryPoint::made).reversed().thenComparing(RecoveryPoint::arn));
        return points;
    }

    private static RecoveryPoint point(JsonNode point) {
        return new RecoveryPoint(
                point.path("RecoveryPointArn").asText(),
                point.path("ResourceArn").asText(),
                point.path("ResourceType").asText(),
                Instant.ofEpochMilli(Math.round(point.path("CreationDate").asDouble() * MILLIS)),
                point.path("BackupSizeInBytes").asLong(),
                point.path("Status").asText().equals("COMPLETED"),
                point.path("IamRoleArn").asText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
