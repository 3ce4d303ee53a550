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

    /**
     * A recovery point.
     *
     * @param json as AWS Backup describes it
     */
    public record Point(JsonNode json) {
        /** When the backup was started. */
        public Instant made() {
            return Instant.ofEpochMilli(Math.round(json.path("CreationDate").asDouble() * MILLIS));
        }

        /** False while the backup runs or expires, or if it failed. */
        public boolean isComplete() {
            return json.path("Status").asText().equals("COMPLETED");
        }
    }

    /** The recovery points in a vault. */
    public List<Point> ofVault(String name) {
        return points("backup:ListRecoveryPointsByBackupVault", "/backup-vaults/" + name + "/recovery-points/");
    }

    /** The recovery points of a resource in all vaults. */
    public List<Point> ofResource(String arn) {
        return points("backup:ListRecoveryPointsByResource", "/resources/" + encoded(arn) + "/recovery-points/");
    }

    private List<Point> points(String action, String path) {
        List<Point> points = new ArrayList<>();
        String next = "";
        do {
            String page = path + (next.isEmpty() ? "" : "?nextToken=" + encoded(next));
            JsonNode answer = access.call(action, () -> access.get("backup", page));
            answer.path("RecoveryPoints").forEach(point -> points.add(new Point(point)));
            next = answer.path("NextToken").asText("");
        } while (!next.isEmpty());
        return points;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
