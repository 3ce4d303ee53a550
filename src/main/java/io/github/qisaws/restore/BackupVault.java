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
import java.util.Map;
import java.util.TreeMap;

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
        boolean kept = environment
                .application()
                .filter(application -> application.operations().backup())
                .isPresent();
        if (!kept) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " has no backup vault",
                            "The environment file does not have backup: {enabled: true}.",
                            "To restore from other snapshots, set data.database-snapshot, data.images-snapshot, or"
                                    + " database.restore-from in the environment file.")
                    .asException();
        }
        access.requireAccount(environment.placement().account());
        return new BackupVault(access, "qis-backup-" + environment.name());
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

    /** The tags of a recovery point, which are those of the backed-up resource. */
    public Map<String, String> tags(RecoveryPoint point) {
        JsonNode answer = access.call("backup:ListTags", () -> access.get(SERVICE, "/tags/" + encoded(point.arn())));
        Map<String, String> tags = new TreeMap<>();
        answer.path("Tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
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
