package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Calls of AWS Backup. */
record BackupCalls(AwsAccess access) {
    private static final String SERVICE = "backup";
    private static final double MILLIS = 1000;

    /** The answer to a GET request. */
    JsonNode get(String action, String path) {
        return access.call(action, () -> access.get(SERVICE, path));
    }

    /**
     * The members of a list in all pages of an answer.
     *
     * @param path with its query, if it has one
     */
    List<JsonNode> members(String action, String path, String list) {
        List<JsonNode> members = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        String next = "";
        do {
            JsonNode answer = get(action, path + (next.isEmpty() ? "" : separator + "nextToken=" + encoded(next)));
            answer.path(list).forEach(members::add);
            next = answer.path("NextToken").asText("");
        } while (!next.isEmpty());
        return members;
    }

    /** Whether AWS Backup does not know what was asked for. */
    static boolean isAbsent(AwsServiceException refusal) {
        return refusal.awsErrorDetails().errorCode().equals("ResourceNotFoundException");
    }

    /** AWS Backup and EFS give times in seconds. */
    static Instant instant(JsonNode seconds) {
        return Instant.ofEpochMilli(Math.round(seconds.asDouble() * MILLIS));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
