package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Restore testing plans of AWS Backup in one account and region, and their restore jobs. */
public record RestoreTesting(AwsAccess access) {
    private static final double MILLIS = 1000;

    /**
     * A restore testing plan.
     *
     * @param last the last time that AWS Backup ran it; empty if it never did
     */
    public record TestingPlan(String arn, Optional<Instant> last) {}

    /**
     * A restore job.
     *
     * @param resource ARN of the resource whose backup is restored
     * @param kind AWS Backup's name for the resource type: EBS, RDS, EFS
     * @param at when it ended, or began if it still runs
     * @param status PENDING, RUNNING, COMPLETED, ABORTED, or FAILED
     * @param message AWS's words; may be empty
     * @param left the restored resource, if AWS Backup failed to delete it
     */
    public record Job(String resource, String kind, Instant at, String status, String message, Optional<String> left) {}

    /** The plan of this name, if there is one. */
    public Optional<TestingPlan> plan(String name) {
        return access.call("backup:GetRestoreTestingPlan", () -> {
            try {
                JsonNode plan =
                        access.get("backup", "/restore-testing/plans/" + name).path("RestoreTestingPlan");
                return Optional.of(new TestingPlan(
                        plan.path("RestoreTestingPlanArn").asText(), time(plan.path("LastExecutionTime"))));
            } catch (AwsServiceException e) {
                if (e.awsErrorDetails().errorCode().equals("ResourceNotFoundException")) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** The restore jobs of a plan. */
    public List<Job> jobs(TestingPlan plan) {
        List<Job> jobs = new ArrayList<>();
        String path = "/restore-jobs/?restoreTestingPlanArn=" + encoded(plan.arn());
        String next = "";
        do {
            String page = path + (next.isEmpty() ? "" : "&nextToken=" + encoded(next));
            JsonNode answer = access.call("backup:ListRestoreJobs", () -> access.get("backup", page));
            answer.path("RestoreJobs").forEach(job -> jobs.add(job(job)));
            next = answer.path("NextToken").asText("");
        } while (!next.isEmpty());
        return jobs;
    }

    private static Job job(JsonNode job) {
        return new Job(
                job.path("SourceResourceArn").asText(),
                job.path("ResourceType").asText(),
                time(job.path("CompletionDate"))
                        .or(() -> time(job.path("CreationDate")))
                        .orElse(Instant.EPOCH),
                job.path("Status").asText(),
                job.path("StatusMessage").asText(""),
                Optional.of(job.path("CreatedResourceArn").asText(""))
                        .filter(arn -> job.path("DeletionStatus").asText().equals("FAILED")));
    }

    private static Optional<Instant> time(JsonNode seconds) {
        return seconds.isNumber()
                ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.asDouble() * MILLIS)))
                : Optional.empty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
