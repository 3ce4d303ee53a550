package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Recovery points of AWS Backup in one account and region. */
public record RecoveryPoints(AwsAccess access) {
    /** The recovery points in a vault. */
    public List<RecoveryPoint> ofVault(String name) {
        return points(
                "backup:ListRecoveryPointsByBackupVault",
                "/backup-vaults/" + BackupCalls.encoded(name) + "/recovery-points/");
    }

    /** The recovery points of a resource in all vaults. */
    public List<RecoveryPoint> ofResource(String arn) {
        return points(
                "backup:ListRecoveryPointsByResource", "/resources/" + BackupCalls.encoded(arn) + "/recovery-points/");
    }

    private List<RecoveryPoint> points(String action, String path) {
        return new BackupCalls(access)
                .members(action, path, "RecoveryPoints").stream()
                        .map(RecoveryPoints::point)
                        .toList();
    }

    private static RecoveryPoint point(JsonNode point) {
        return new RecoveryPoint(
                point.path("RecoveryPointArn").asText(),
                point.path("BackupVaultName").asText(),
                point.path("ResourceArn").asText(),
                point.path("ResourceType").asText(),
                BackupCalls.instant(point.path("CreationDate")),
                point.path("BackupSizeInBytes").asLong(),
                point.path("Status").asText().equals("COMPLETED"),
                point.path("IamRoleArn").asText());
    }
}
