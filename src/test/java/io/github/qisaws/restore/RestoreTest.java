package io.github.qisaws.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.image.AnsweringServer;
import io.github.qisaws.image.AnsweringServer.Answer;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS Backup's own JSON over HTTP from an address of this test: the emulator has no recovery points. */
@DisplayName("A restore")
class RestoreTest {
    private static final String BACKUP = "backup: {enabled: true}\n";
    private static final String TESTED = "backup: {enabled: true, restore-test: weekly}\n";
    private static final String IDENTITY =
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                    + "<GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>"
                    + "</GetCallerIdentityResponse>";
    private static final String DATABASE = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";

    private static final String ROLE = "arn:aws:iam::123456789012:role/qis/qis-backup-demo-eu-west-1";

    @TempDir
    private Path folder;

    private Environment environment(String architecture, String more) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\narchitecture: " + architecture + "\n" + more);
        return EnvironmentFile.read(demo);
    }

    private static Answer answer(String line) {
        if (line.startsWith("GET /backup-vaults/qis-backup-demo/recovery-points/?nextToken=more%2B")) {
            return Answer.ok("{\"RecoveryPoints\": [{\"RecoveryPointArn\": \"arn:aws:ec2:eu-west-1::snapshot/snap-2\","
                    + "\"ResourceArn\": \"" + DATABASE + "\", \"ResourceType\": \"EBS\","
                    + "\"CreationDate\": 1764036000.5, \"IamRoleArn\": \"" + ROLE
                    + "\", \"Status\": \"COMPLETED\", \"BackupSizeInBytes\": 7}]}");
        }
        if (line.startsWith("GET /backup-vaults/qis-backup-demo/recovery-points/")) {
            return Answer.ok("{\"RecoveryPoints\": [{\"RecoveryPointArn\": \"arn:aws:ec2:eu-west-1::snapshot/snap-1\","
                    + "\"ResourceArn\": \"" + DATABASE + "\", \"ResourceType\": \"EBS\","
                    + "\"CreationDate\": 1763949600, \"Status\": \"PARTIAL\"}], \"NextToken\": \"more+\"}");
        }
        return Answer.ok(IDENTITY);
    }

    private static AwsAccess access(AnsweringServer wire) {
        return new AwsAccess(
                "eu-west-1",
                Map.of("AWS_ENDPOINT_URL", wire.address(), "AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "x"));
    }

    @Test
    void readsAllPagesOfTheVaultNewestFirstAndKnowsWhichPointsAreComplete() throws IOException {
        try (AnsweringServer wire = AnsweringServer.answering(RestoreTest::answer)) {
            BackupVault vault = BackupVault.of(environment("two-server", BACKUP), access(wire));

            assertThat(vault.points())
                    .extracting(
                            point -> point.arn().replaceAll(".*/", ""), RecoveryPoint::complete, point -> point.made()
                                    .toString())
                    .containsExactly(
                            tuple("snap-2", true, "2025-11-25T02:00:00.500Z"),
                            tuple("snap-1", false, "2025-11-24T02:00:00Z"));
            assertThat(vault.points().get(0).role()).isEqualTo(ROLE);
        }
    }

    @Test
    void saysWhatAwsRefused() throws IOException {
        try (AnsweringServer wire = AnsweringServer.answering(line -> line.startsWith("GET /backup")
                ? new Answer(403, "{\"message\": \"not allowed\"}", "AccessDeniedException:")
                : Answer.ok(IDENTITY))) {
            BackupVault vault = BackupVault.of(environment("two-server", BACKUP), access(wire));

            assertThatThrownBy(vault::points)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("backup:ListRecoveryPointsByBackupVault");
        }
    }

    @Test
    void needsAVault() throws IOException {
        Environment none = environment("two-server", "");
        AwsAccess access = new AwsAccess("eu-west-1", Map.of());
        assertThatThrownBy(() -> BackupVault.of(none, access)).hasMessageContaining("demo has no backup vault");
    }

    private static Answer testing(String line) {
        if (line.equals("GET /restore-testing/plans/qis_restore_test_demo")) {
            return Answer.ok("{\"RestoreTestingPlan\": {\"RestoreTestingPlanArn\": \"arn:plan/1\","
                    + "\"LastExecutionTime\": 1764072000.25}}");
        }
        if (line.equals("GET /restore-jobs/?restoreTestingPlanArn=arn%3Aplan%2F1&nextToken=more%2B")) {
            return Answer.ok("{\"RestoreJobs\": [" + job("COMPLETED", 1763467200, "") + "]}");
        }
        if (line.equals("GET /restore-jobs/?restoreTestingPlanArn=arn%3Aplan%2F1")) {
            return Answer.ok("{\"RestoreJobs\": ["
                    + job("FAILED", 1764072600, ", \"StatusMessage\": \"Access denied to KMS key.\"")
                    + "], \"NextToken\": \"more+\"}");
        }
        return answer(line);
    }

    private static String job(String status, long seconds, String more) {
        return "{\"SourceResourceArn\": \"" + DATABASE + "\", \"ResourceType\": \"EBS\", \"Status\": \"" + status
                + "\", \"CompletionDate\": " + seconds + more + "}";
    }

    @Test
    void theLastRestoreTestOfEachResourceIsTold() throws IOException {
        Environment weekly = environment("two-server", TESTED);
        try (AnsweringServer wire = AnsweringServer.answering(RestoreTest::testing)) {
            assertThat(LastRestoreTests.lines(weekly, access(wire)))
                    .containsExactly(
                            "Restore tests: last run 2025-11-25T12:00:00Z.",
                            "2025-11-25T12:10:00Z  EBS  " + DATABASE + "  FAILED: Access denied to KMS key.");
        }
    }

    @Test
    void aRestoredResourceThatAwsBackupCouldNotDeleteIsTold() throws IOException {
        Environment weekly = environment("two-server", TESTED);
        try (AnsweringServer wire = AnsweringServer.answering(line -> line.startsWith("GET /restore-jobs/")
                ? Answer.ok("{\"RestoreJobs\": ["
                        + job(
                                "COMPLETED",
                                1764072600,
                                ", \"DeletionStatus\": \"FAILED\", \"CreatedResourceArn\": \"arn:left\"")
                        + "]}")
                : testing(line))) {
            assertThat(LastRestoreTests.lines(weekly, access(wire)).get(1))
                    .endsWith("  COMPLETED; AWS Backup could not delete arn:left, which costs until you delete it");
        }
    }

    @Test
    void aResourceWithoutARestoreTestIsTold() throws IOException {
        Environment weekly = environment("two-server", TESTED);
        try (AnsweringServer wire = AnsweringServer.answering(
                line -> line.startsWith("GET /restore-jobs/") ? Answer.ok("{\"RestoreJobs\": []}") : testing(line))) {
            assertThat(LastRestoreTests.lines(weekly, access(wire)).get(1))
                    .isEqualTo("no restore test       EBS  " + DATABASE);
        }
    }

    @Test
    void aPlanThatWasNotAppliedYetIsTold() throws IOException {
        Environment weekly = environment("two-server", TESTED);
        try (AnsweringServer wire = AnsweringServer.answering(line -> line.startsWith("GET /restore-testing/")
                ? new Answer(400, "{\"message\": \"none\"}", "ResourceNotFoundException:")
                : testing(line))) {
            assertThat(LastRestoreTests.lines(weekly, access(wire)))
                    .containsExactly("Restore tests: not set up yet. Plan and apply demo.");
        }
    }

    @Test
    void nothingIsAskedOrToldWithoutRestoreTests() throws IOException {
        AwsAccess access = new AwsAccess("eu-west-1", Map.of());
        assertThat(LastRestoreTests.lines(environment("two-server", BACKUP), access))
                .isEmpty();
    }

    private static DataSnapshot of(String id, String content, String made, String moment) {
        return new DataSnapshot(id, content, Instant.parse(made), true, 20, "", moment);
    }

    @Test
    void takesSnapshotsOfOneMomentBeforeNewerOnesThatAreNot() {
        List<DataSnapshot> all = List.of(
                of("snap-1", "database", "2026-11-22T03:00:00Z", "22"),
                of("snap-2", "images", "2026-11-22T03:00:01Z", "22"),
                of("snap-3", "database", "2026-11-23T02:00:00Z", ""),
                of("snap-4", "images", "2026-11-23T02:05:00Z", ""),
                of("snap-5", "images", "2026-11-25T02:05:00Z", "25"));
        Set<String> both = Set.of("database", "images");

        Chosen together = Chosen.at(all, both, Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(together.snapshots().values()).extracting(DataSnapshot::id).containsExactly("snap-1", "snap-2");
        assertThat(together.apart()).isZero();

        Chosen apart = Chosen.at(all.subList(2, 4), both, Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(apart.apart()).hasMinutes(5);
        assertThat(Chosen.at(all, Set.of("images"), Instant.parse("2026-11-24T00:00:00Z"))
                        .snapshots()
                        .get("images")
                        .id())
                .isEqualTo("snap-2");
        assertThatThrownBy(() -> Chosen.at(all, both, Instant.parse("2026-11-01T00:00:00Z")))
                .hasMessageContaining("no complete snapshot of the ");
        assertThatThrownBy(() -> Chosen.named(all, Map.of("database", "snap-2")))
                .hasMessageContaining("no complete snapshot snap-2 of the database");
        assertThat(Chosen.named(all, Map.of("database", "snap-3", "images", "snap-4"))
                        .apart())
                .hasMinutes(5);
    }

    @Test
    void anIncompleteSnapshotIsNotTaken() {
        DataSnapshot half = new DataSnapshot("snap-9", "database", Instant.EPOCH, false, 20, "", "");
        assertThatThrownBy(() -> Chosen.at(List.of(half), Set.of("database"), Instant.now()))
                .hasMessageContaining("no complete snapshot of the database");
    }

    @Test
    void theReportOfAProofNamesWhatAnOperatorKnows() throws IOException {
        Report report = Report.of(new ObjectMapper().readTree("""
                {"database": {"copy": {"users": 3, "stats": 9}, "now": {"users": 2}},
                 "images": {"copy": {"files": 1200, "bytes": 3221225472}, "now": {"files": 1199, "bytes": 0},
                  "sample": {"images": 20}},
                 "missing": ["a.png", "b.png", "c.png", "d.png"], "missing_count": 4}
                """));

        assertThat(report.lines())
                .containsExactly(
                        "Rows in users: 3 in the copy, 2 now.",
                        "Image files: 1,200 with 3.0 GiB in the copy, 1,199 with 0.0 GiB now; 20 of them were read"
                                + " completely.",
                        "Records of images without a file: 4, such as a.png, b.png, c.png.");
        assertThat(report.missing()).isEqualTo(4);
    }

    @Test
    void ofAFileSystemIsACallOfAwsBackup() throws IOException {
        RecoveryPoint images = new RecoveryPoint(
                "arn:aws:backup:eu-west-1:123456789012:recovery-point:1",
                "qis-backup-demo",
                "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1",
                "EFS",
                Instant.EPOCH,
                1,
                true,
                ROLE);

        assertThat(new RestoreSteps(environment("managed", BACKUP + "web: {scaling: {minimum: 2}}\n")).of(images))
                .anySatisfy(step -> assertThat(step)
                        .contains("start-restore-job")
                        .contains("--iam-role-arn " + ROLE + " ")
                        .contains("file-system-id=fs-1,newFileSystem=false"));
        assertThatThrownBy(() -> Choice.named(List.of(images), "snap-9")).hasMessageContaining("snap-9");
    }
}
