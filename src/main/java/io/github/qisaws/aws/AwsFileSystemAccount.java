package io.github.qisaws.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** EFS and AWS Backup in one account and region. */
public record AwsFileSystemAccount(AwsAccess access) implements FileSystemAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EFS = "elasticfilesystem";
    private static final String API = "/2015-02-01/";
    private static final String BACKUP = "backup";

    @Override
    public Optional<FileSystem> fileSystem(String token) {
        JsonNode answer = access.call(
                "elasticfilesystem:DescribeFileSystems",
                () -> access.get(EFS, API + "file-systems?CreationToken=" + BackupCalls.encoded(token)));
        return stream(answer.path("FileSystems"))
                .map(found -> new FileSystem(
                        found.path("FileSystemId").asText(),
                        found.path("FileSystemArn").asText(),
                        BackupCalls.instant(found.path("CreationTime"))))
                .findFirst();
    }

    @Override
    public Optional<String> accessPoint(String fileSystem, String resource) {
        JsonNode answer = access.call(
                "elasticfilesystem:DescribeAccessPoints",
                () -> access.get(EFS, API + "access-points?FileSystemId=" + fileSystem));
        return stream(answer.path("AccessPoints"))
                .filter(point -> stream(point.path("Tags"))
                        .anyMatch(tag -> tag.path("Key").asText().equals("qis-aws:resource")
                                && tag.path("Value").asText().equals(resource)))
                .map(point -> point.path("AccessPointId").asText())
                .findFirst();
    }

    @Override
    public List<RecoveryPoint> ofFileSystem(String arn) {
        return new RecoveryPoints(access).ofResource(arn);
    }

    @Override
    public List<RecoveryPoint> inVault(String vault) {
        try {
            return new RecoveryPoints(access).ofVault(vault);
        } catch (ProblemException e) {
            if (isAbsent(e)) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public boolean denies(String vault, String action) {
        try {
            JsonNode answer = new BackupCalls(access)
                    .get(
                            "backup:GetBackupVaultAccessPolicy",
                            "/backup-vaults/" + BackupCalls.encoded(vault) + "/access-policy");
            return stream(JSON.readTree(answer.path("Policy").asText("{}")).path("Statement"))
                    .filter(statement -> statement.path("Effect").asText().equals("Deny"))
                    .filter(statement -> !statement.has("Condition"))
                    .anyMatch(statement -> names(statement.path("Action"), action));
        } catch (JsonProcessingException e) {
            return false;
        } catch (ProblemException e) {
            if (isAbsent(e)) {
                return false;
            }
            throw e;
        }
    }

    /** A policy has one action, or a list of them. */
    private static boolean names(JsonNode actions, String action) {
        return actions.isTextual()
                ? actions.asText().equals(action)
                : stream(actions).anyMatch(each -> each.asText().equals(action));
    }

    /** Without a policy, and without the vault, AWS Backup answers alike. */
    private static boolean isAbsent(ProblemException e) {
        return e.getCause() instanceof AwsServiceException refused && BackupCalls.isAbsent(refused);
    }

    @Override
    public Optional<Job> restoreOf(String point, FileSystem into) {
        return new BackupCalls(access)
                .members("backup:ListRestoreJobs", "/restore-jobs/?resourceType=EFS", "RestoreJobs").stream()
                        .filter(job -> job.path("RecoveryPointArn").asText().equals(point))
                        .filter(job -> isInto(job, into))
                        .max(Comparator.comparing(job -> BackupCalls.instant(job.path("CreationDate"))))
                        .map(AwsFileSystemAccount::restoreJob);
    }

    /** A job names what it creates when it has begun; a restore test creates a file system of its own. */
    private static boolean isInto(JsonNode job, FileSystem into) {
        String created = job.path("CreatedResourceArn").asText("");
        boolean isTest = job.path("CreatedBy").has("RestoreTestingPlanArn");
        return created.isEmpty()
                ? !isTest && BackupCalls.instant(job.path("CreationDate")).isAfter(into.created())
                : created.equals(into.arn());
    }

    @Override
    public String restore(String point, FileSystem into, String role) {
        Map<String, Object> request = Map.of(
                "RecoveryPointArn",
                point,
                "IamRoleArn",
                role,
                "ResourceType",
                "EFS",
                "Metadata",
                Map.of("file-system-id", into.id(), "newFileSystem", "false", "Encrypted", "true"));
        return access.change("backup:StartRestoreJob", "started a restore job into " + into.id(), () -> new SignedCalls(
                                access)
                        .put(BACKUP, "/restore-jobs", request))
                .path("RestoreJobId")
                .asText();
    }

    @Override
    public Job restoreJob(String id) {
        return restoreJob(new BackupCalls(access).get("backup:DescribeRestoreJob", "/restore-jobs/" + id));
    }

    private static Job restoreJob(JsonNode job) {
        return new Job(
                job.path("RestoreJobId").asText(),
                job.path("Status").asText(),
                job.path("StatusMessage").asText(""));
    }

    @Override
    public String backUp(FileSystem files, String vault, String role) {
        Map<String, Object> request = Map.of("BackupVaultName", vault, "ResourceArn", files.arn(), "IamRoleArn", role);
        return access.change(
                        "backup:StartBackupJob", "started a backup job of " + files.id(), () -> new SignedCalls(access)
                                .put(BACKUP, "/backup-jobs", request))
                .path("BackupJobId")
                .asText();
    }

    @Override
    public Job backupJob(String id) {
        JsonNode job = new BackupCalls(access).get("backup:DescribeBackupJob", "/backup-jobs/" + id);
        return new Job(id, job.path("State").asText(), job.path("StatusMessage").asText(""));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
