package io.github.qisaws.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.Topology.OnHost;
import io.github.qisaws.image.AnsweringServer;
import io.github.qisaws.image.AnsweringServer.Answer;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS Backup's own JSON over HTTP from an address of this test: the emulator has no recovery points. */
@DisplayName("A restore")
class RestoreTest {
    private static final String BACKUP = "backup: {enabled: true}\n";
    private static final String IDENTITY =
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                    + "<GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>"
                    + "</GetCallerIdentityResponse>";
    private static final String DATABASE = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";
    private static final String IMAGES = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-2";

    private static final String ROLE = "arn:aws:iam::123456789012:role/qis/qis-backup-demo-eu-west-1";
    private static final String SNAPSHOT = "arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:job-1";
    private static final String FARGATE =
            "containers: {image: \"123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1\"}\n";
    private static final String HOST = FARGATE.replace("{image", "{launch-type: ec2, image");

    @TempDir
    private Path folder;

    private Environment environment(String architecture, String more) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\narchitecture: " + architecture + "\n" + more);
        return EnvironmentFile.read(demo);
    }

    private static RecoveryPoint snapshot(String id, String volume, String made) {
        return new RecoveryPoint(
                "arn:aws:ec2:eu-west-1::snapshot/" + id, volume, "EBS", Instant.parse(made), 1 << 30, true, ROLE);
    }

    private static Map<String, String> tags(RecoveryPoint point) {
        return Map.of(
                "qis-aws:resource",
                point.resource().equals(DATABASE) ? "aws_ebs_volume.database" : "aws_ebs_volume.images");
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
        if (line.startsWith("GET /tags/")) {
            return Answer.ok("{\"Tags\": {\"qis-aws:resource\": \"aws_ebs_volume.database\"}}");
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
                    .extracting(RecoveryPoint::id, RecoveryPoint::complete, point -> point.made()
                            .toString())
                    .containsExactly(
                            tuple("snap-2", true, "2025-11-25T02:00:00.500Z"),
                            tuple("snap-1", false, "2025-11-24T02:00:00Z"));
            assertThat(vault.points().get(0).role()).isEqualTo(ROLE);
            assertThat(vault.tags(vault.points().get(0))).containsEntry("qis-aws:resource", "aws_ebs_volume.database");
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

    @Test
    void takesOfEachResourceTheNewestPointThatIsNotYounger() {
        List<RecoveryPoint> points = List.of(
                snapshot("snap-4", DATABASE, "2026-11-24T02:00:00Z"),
                snapshot("snap-3", IMAGES, "2026-11-23T02:05:00Z"),
                snapshot("snap-2", DATABASE, "2026-11-23T02:00:00Z"),
                snapshot("snap-1", DATABASE, "2026-11-22T02:00:00Z"));

        assertThat(Choice.at(points, Instant.parse("2026-11-23T12:00:00Z")))
                .extracting(RecoveryPoint::id)
                .containsExactly("snap-3", "snap-2");
        assertThatThrownBy(() -> Choice.at(points, Instant.parse("2026-11-01T00:00:00Z")))
                .hasMessageContaining("no complete recovery point");
        assertThatThrownBy(() -> Choice.named(points, "snap-9")).hasMessageContaining("snap-9");
    }

    @Test
    void ofVolumesIsAKeyForEachAndOnePlanThatNamesWhatItReplaces() throws IOException {
        List<String> steps = new RestoreSteps(environment("two-server", BACKUP), RestoreTest::tags)
                .of(List.of(
                        snapshot("snap-3", IMAGES, "2026-11-23T02:05:00Z"),
                        snapshot("snap-2", DATABASE, "2026-11-23T02:00:00Z")));

        assertThat(steps)
                .containsSubsequence("  data:", "    images-snapshot: snap-3", "    database-snapshot: snap-2")
                .containsOnlyOnce("  data:")
                .anySatisfy(step -> assertThat(step)
                        .contains("qis-aws plan demo --allow-destroy 'module.data-server.aws_ebs_volume.images'"
                                + " --allow-destroy 'module.data-server.aws_ebs_volume.database'"))
                .as("a permission holds for one command")
                .contains("Run: qis-aws apply demo --allow-destroy 'module.data-server.aws_ebs_volume.images'"
                        + " --allow-destroy 'module.data-server.aws_ebs_volume.database'.")
                .anySatisfy(step -> assertThat(step).startsWith("Set protect: false"));
    }

    @Test
    void ofADatabaseIsAKeyAndOfAFileSystemACallOfAwsBackup() throws IOException {
        RecoveryPoint database = new RecoveryPoint(
                SNAPSHOT,
                "arn:aws:rds:eu-west-1:123456789012:db:qis-database-demo",
                "RDS",
                Instant.EPOCH,
                1,
                true,
                ROLE);
        RecoveryPoint images = new RecoveryPoint(
                "arn:aws:backup:eu-west-1:123456789012:recovery-point:1",
                "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1",
                "EFS",
                Instant.EPOCH,
                1,
                true,
                ROLE);

        List<String> steps = new RestoreSteps(
                        environment("managed", BACKUP + "protect: false\nweb: {scaling: {minimum: 2}}\n"),
                        point -> Map.of())
                .of(List.of(database, images));

        assertThat(steps)
                .contains("    restore-from: " + SNAPSHOT)
                .anySatisfy(step -> assertThat(step).contains("--allow-destroy 'module.database.aws_db_instance.this'"))
                .anySatisfy(step -> assertThat(step)
                        .contains("start-restore-job")
                        .contains("--iam-role-arn " + ROLE + " ")
                        .contains("file-system-id=fs-1,newFileSystem=false"))
                .noneMatch(step -> step.contains("protect"));
    }

    @Test
    void ofAContainerHostNamesTheHostsVolumesByKeysThatItsFileMayHave() throws IOException {
        List<String> steps = new RestoreSteps(environment("containers", BACKUP + HOST), RestoreTest::tags)
                .of(List.of(snapshot("snap-01234567", DATABASE, "2026-11-23T02:00:00Z")));

        assertThat(steps)
                .containsSubsequence("  data:", "    database-snapshot: snap-01234567")
                .anySatisfy(step ->
                        assertThat(step).contains("--allow-destroy 'module.container-host.aws_ebs_volume.database'"));
        assertThat(environment("containers", BACKUP + HOST + "data: {database-snapshot: snap-01234567}\n")
                        .topology())
                .isInstanceOfSatisfying(
                        OnHost.class,
                        host -> assertThat(host.data().madeFrom()).containsEntry("database", "snap-01234567"));
    }

    @Test
    void ofContainersOnFargateIsThatOfTheServicesBesideThem() throws IOException {
        RecoveryPoint database = new RecoveryPoint(
                SNAPSHOT,
                "arn:aws:rds:eu-west-1:123456789012:db:qis-database-demo",
                "RDS",
                Instant.EPOCH,
                1,
                true,
                ROLE);
        List<String> steps = new RestoreSteps(environment("containers", BACKUP + FARGATE), RestoreTest::tags)
                .of(List.of(database, snapshot("snap-1", DATABASE, "2026-11-22T02:00:00Z")));

        assertThat(steps)
                .contains("    restore-from: " + SNAPSHOT)
                .anySatisfy(step -> assertThat(step).startsWith("No module of this environment manages"))
                .noneMatch(step -> step.contains("database-snapshot"));
        assertThat(environment("containers", BACKUP + FARGATE + "database: {restore-from: \"" + SNAPSHOT + "\"}\n")
                        .site()
                        .settings()
                        .values())
                .containsEntry("database.restore-from", SNAPSHOT);
    }

    @Test
    void ofSomethingElseIsLeftToAwsBackup() throws IOException {
        assertThat(new RestoreSteps(environment("two-server", BACKUP), point -> Map.of())
                        .of(List.of(snapshot("snap-1", DATABASE, "2026-11-22T02:00:00Z"))))
                .singleElement()
                .asString()
                .startsWith("No module of this environment manages " + DATABASE);
    }
}
