package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Recovery points of AWS Backup in one account and region. */
public record RecoveryPoints(AwsAccess access) {
    private static final double MILLIS = 1000;

    /** The recovery points in a vault. */
    public List<RecoveryPoint> ofVault(String name) {
        return points("backup:ListRecoveryPointsByBackupVault", "/backup-vaults/" + name + "/recovery-points/");
    }

    /** The recovery points of a resource in all vaults. */
    public List<RecoveryPoint> ofResource(String arn) {
        return points("backup:ListRecoveryPointsByResource", "/resources/" + encoded(arn) + "/recovery-points/");
    }

    private List<RecoveryPoint> points(String action, String path) {
        List<RecoveryPoint> points = new ArrayList<>();
        String next = "";
        do {
            String page = path + (next.isEmpty() ? "" : "?nextToken=" + encoded(next));
            JsonNode answer = access.call(action, () -> access.get("backup", page));
            answer.path("RecoveryPoints").forEach(point -> points.add(point(point)));
            next = answer.path("NextToken").asText("");
        } while (!next.isEmpty());
        return points;
    }

    private static RecoveryPoint point(JsonNode point) {
        return new RecoveryPoint(
                point.path("RecoveryPointArn").asText(),
                point.path("BackupVaultName").asText(),
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
