package io.github.qisaws.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Single snapshots, asked of an emulator by the names that an environment file can have. */
class DataSnapshotIT {
    private static final String REGION = "eu-west-1";

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static AwsAccess access;

    @BeforeAll
    static void start() {
        emulator = new Emulators(new ProcessRunner(new Interrupts()), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {});
        access = new AwsAccess(REGION, emulator.over(TestEngine.OURS, REGION));
    }

    @AfterAll
    static void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void aSnapshotOfADatabaseIsFoundByItsNameAndArn() {
        RdsCalls rds = new RdsCalls(access);
        rds.query(
                "CreateDBInstance",
                Map.of(
                        "DBInstanceIdentifier", "qis-database-demo",
                        "DBInstanceClass", "db.t4g.medium",
                        "Engine", "postgres",
                        "EngineVersion", "16.4",
                        "AllocatedStorage", "40",
                        "MasterUsername", "qis_admin",
                        "MasterUserPassword", "not-a-secret"));
        rds.query(
                "CreateDBSnapshot",
                Map.of("DBInstanceIdentifier", "qis-database-demo", "DBSnapshotIdentifier", "before-the-fault"));
        for (String name :
                List.of("before-the-fault", "arn:aws:rds:eu-west-1:123456789012:snapshot:before-the-fault")) {
            assertThat(facts().databaseSnapshot(name)).get().satisfies(snapshot -> {
                assertThat(snapshot.complete()).isTrue();
                assertThat(snapshot.gib()).isEqualTo(40);
                assertThat(snapshot.version()).isEqualTo("16.4");
            });
        }
        for (String absent : List.of("absent", "rds:absent-2026-11-24-02-10", "awsbackup:job-absent")) {
            assertThat(facts().databaseSnapshot(absent)).as(absent).isEmpty();
        }
    }

    @Test
    void aSnapshotOfAVolumeIsFoundAlsoWithoutTags() {
        try (Ec2Client ec2 = access.configure("EC2", Ec2Client.builder()).build()) {
            String volume = ec2.createVolume(
                            request -> request.availabilityZone("eu-west-1a").size(20))
                    .volumeId();
            String id = ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId();
            assertThat(facts().volumeSnapshot(id)).get().satisfies(snapshot -> assertThat(snapshot.gib())
                    .isEqualTo(20));
        }
        assertThat(facts().volumeSnapshot("snap-0123456789abcdef0")).isEmpty();
    }

    private static AwsAccountFacts facts() {
        return new AwsAccountFacts(access);
    }
}
