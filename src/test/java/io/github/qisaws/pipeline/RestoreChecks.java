package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.pipeline.Restore.Consent;
import io.github.qisaws.plan.Action;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.restore.Chosen;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A restore of an environment that stands: copies beside the data in use, proof, switch, removal of the old one by its
 * name. {@code server.CopyIT} has the proof and the switch on booted machines.
 */
final class RestoreChecks {
    private static final Pace PACE = Pace.of(Duration.ofMinutes(10));

    private static final String VAULT = "/backup-vaults/aws%2Fefs%2Fautomatic-backup-vault/";

    /** Nothing but the restore uses the root of the file system. */
    private static final String ROOT_OF_COPY = "module.image-store.aws_efs_access_point.restore[\"r1\"]";

    private final Present present;
    private final Standing standing;
    private final Path file;
    private final Path server;
    private Instant at = Instant.MIN;

    /**
     * Checks.
     *
     * @param servers folder with the programs that stand for servers, see {@link Life#withServers}
     */
    RestoreChecks(Present present, Path servers) {
        this.present = present;
        this.standing = present.standing();
        this.file = present.files().resolve("environment.yaml");
        this.server = servers.resolve("default");
    }

    /** With database and images on volumes. */
    void onVolumes() {
        Checks checks = standing.checks();
        checks.check("Restore: the site keeps its volumes until the copies are proven and switched to", () -> {
            snapshot("aws_ebs_volume.database/original");
            snapshot("aws_ebs_volume.images/original");
            besideProvenAndSwitched(
                    "qis-copy volumes database=vol-",
                    "{\"database\": {\"copy\": {\"users\": 3}, \"now\": {\"users\": 2}}, \"missing\": [],"
                            + " \"missing_count\": 0}",
                    Map.of(
                            "module.data-server.aws_ebs_volume.database[\"r1\"]", Action.CREATE,
                            "module.data-server.aws_ebs_volume.images[\"r1\"]", Action.CREATE,
                            "module.data-server.aws_volume_attachment.database[\"r1\"]", Action.CREATE,
                            "module.data-server.aws_volume_attachment.images[\"r1\"]", Action.CREATE),
                    Map.of("module.data-server.aws_instance.this", Action.UPDATE));
            assertThat(userData()).contains(volume("aws_ebs_volume.database/r1"));
        });
        checks.check("Restore: the old volumes go last, by their name, with a final snapshot", () -> {
            String old = volume("aws_ebs_volume.database/original");
            String oldImages = volume("aws_ebs_volume.images/original");
            // As after a removal that was cut short before its apply.
            List<Copies> wanted = Copies.of(EnvironmentFile.read(present.files())).stream()
                    .map(each -> each.without(Copies.ORIGINAL))
                    .toList();
            FileChange.copies(present.files(), wanted, new Effects()).during(() -> "");
            removed();
            assertThat(standing.aws()
                            .ec2("DescribeVolumes", "tag:qis-aws:resource", "aws_ebs_volume.database/original")
                            .texts("//volumeId"))
                    .isEmpty();
            assertThat(standing.aws().ec2("DescribeSnapshots", "volume-id", old).texts("//snapshotId"))
                    .hasSize(2);
            ended(old, oldImages);
        });
    }

    /** With the database on RDS and the images on EFS. */
    void onServices() {
        Checks checks = standing.checks();
        String identifier = "qis-database-" + standing.name();
        checks.check("Restore: the vault of automatic backups denies it, before anything is made", () -> {
            standing.aws()
                    .call(
                            "rds",
                            "CreateDBSnapshot",
                            "DBInstanceIdentifier",
                            identifier,
                            "DBSnapshotIdentifier",
                            "before-the-fault");
            backedUp();
            at = Clock.systemUTC().instant();
            ProblemException denied = catchThrowableOfType(ProblemException.class, () -> beside(refusing()));
            assertThat(denied.problem().what()).isEqualTo("the vault aws/efs/automatic-backup-vault denies restores");
            // What the message proposes.
            String policy = denied.problem().fix().replaceAll("(?s).*--policy '(.*)'.*", "$1");
            standing.aws()
                    .put(
                            "backup",
                            VAULT + "access-policy",
                            new ObjectMapper()
                                    .valueToTree(Map.of("Policy", policy))
                                    .toString());
        });
        checks.check("Restore: the site keeps database and images until the copies are proven and switched to", () -> {
            besideProvenAndSwitched(
                    "qis-copy services database=qis-database-r1-" + standing.name(),
                    "{\"database\": {\"copy\": {\"users\": 3}, \"now\": {\"users\": 2}}, \"missing\": [],"
                            + " \"missing_count\": 0}",
                    Map.of(
                            "module.database.aws_db_instance.this[\"r1\"]", Action.CREATE,
                            "module.database.aws_cloudwatch_log_group.postgresql[\"r1\"]", Action.CREATE,
                            "module.image-store.aws_efs_file_system.this[\"r1\"]", Action.CREATE,
                            "module.image-store.aws_efs_access_point.restore[\"r1\"]", Action.CREATE),
                    Map.of("module.web-tier.aws_launch_template.this", Action.UPDATE, ROOT_OF_COPY, Action.DELETE));
            assertThat(Files.readString(server.resolveSibling("asked")))
                    .containsPattern("images=efs:(fs-[0-9a-f]+):fsap-[0-9a-f]+ root=efs:\\1:fsap-[0-9a-f]+");
            assertThat(standing.aws().restJson("backup", "/restore-jobs/").findValuesAsText("CreatedResourceArn"))
                    .containsExactly(fileSystem("-r1").path("FileSystemArn").asText());
        });
        checks.check("Restore: the old database loses its protection by its name, the old images are backed up", () -> {
            String old = fileSystem("").path("FileSystemArn").asText();
            // As if it had expired.
            standing.aws().put("backup", VAULT + "access-policy", "{\"Policy\": \"{}\"}");
            backups(old).forEach(point -> standing.aws().delete("backup", VAULT + "recovery-points/" + encoded(point)));
            assertThat(backups(old)).isEmpty();
            removed();
            assertThat(standing.aws().call("rds", "DescribeDBInstances").texts("//DBInstanceIdentifier"))
                    .containsExactly("qis-database-r1-" + standing.name());
            assertThat(fileSystem("").isMissingNode()).isTrue();
            assertThat(fileSystem("-r1").isMissingNode()).isFalse();
            assertThat(backups(old)).hasSize(1);
            ended();
        });
    }

    /** As AWS Backup does each day. */
    private void backedUp() {
        String role = standing.aws()
                .call(
                        "iam",
                        "CreateRole",
                        "RoleName",
                        "AWSServiceRoleForBackup",
                        "Path",
                        "/aws-service-role/backup.amazonaws.com/",
                        "AssumeRolePolicyDocument",
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"backup.amazonaws.com\"},"
                                + "\"Action\":\"sts:AssumeRole\"}]}")
                .text("//Role/Arn");
        standing.aws()
                .put(
                        "backup",
                        "/backup-jobs",
                        "{\"BackupVaultName\": \"aws/efs/automatic-backup-vault\", \"ResourceArn\": \""
                                + fileSystem("").path("FileSystemArn").asText() + "\", \"IamRoleArn\": \"" + role
                                + "\"}");
        standing.aws().call("iam", "DeleteRole", "RoleName", "AWSServiceRoleForBackup");
    }

    private List<String> backups(String arn) {
        return standing.aws()
                .restJson("backup", "/resources/" + encoded(arn) + "/recovery-points/")
                .findValuesAsText("RecoveryPointArn");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode fileSystem(String copy) {
        return standing.aws()
                .restJson(
                        "elasticfilesystem",
                        "/2015-02-01/file-systems?CreationToken=qis-images" + copy + "-" + standing.name())
                .path("FileSystems")
                .path(0);
    }

    private void besideProvenAndSwitched(
            String proof, String report, Map<String, Action> made, Map<String, Action> switched) throws IOException {
        answer(report, 0);
        // The same time in each run of the command: later there are also snapshots of the copy.
        at = Clock.systemUTC().instant();
        protect("false", "true");
        String before = Files.readString(file);
        ProblemException declined = catchThrowableOfType(
                ProblemException.class,
                () -> beside((plan, consequences, question) -> {
                    throw new Problem(ExitCode.DECLINED, "declined", "", "").asException();
                }));
        assertThat(declined.problem().what()).isEqualTo("declined");
        assertThat(file).hasContent(before);

        Map<String, Action> actions = new TreeMap<>();
        List<String> result = beside(noting(actions));
        assertThat(actions).containsAllEntriesOf(made);
        assertThat(actions.values()).containsOnly(Action.CREATE, Action.UPDATE);
        assertThat(result).contains("Rows in users: 3 in the copy, 2 now.");
        assertThat(Files.readString(server.resolveSibling("asked"))).contains(proof);
        // The same command again has nothing to do but the proof.
        assertThat(beside(refusing())).contains("Rows in users: 3 in the copy, 2 now.");

        answer("", 1);
        ProblemException unproven = catchThrowableOfType(
                ProblemException.class, () -> restore().switchTo(standing.name(), "r1", false, refusing()));
        assertThat(unproven.problem().what()).isEqualTo("the copy is not proven");
        answer(report, 0);
        actions.clear();
        assertThat(restore().switchTo(standing.name(), "r1", false, noting(actions)))
                .contains("r1 serves " + standing.name() + ". The next plan is empty.");
        assertThat(actions).containsAllEntriesOf(switched);
        actions.remove(ROOT_OF_COPY);
        assertThat(actions.values()).doesNotContain(Action.DELETE);
        assertThat(restore().switchTo(standing.name(), "r1", false, refusing()))
                .containsExactly("r1 already serves " + standing.name() + ".");
    }

    private void removed() {
        ProblemException serving =
                catchThrowableOfType(ProblemException.class, () -> restore().remove(standing.name(), "r1", refusing()));
        assertThat(serving.problem().what()).contains("r1 serves");
        Map<String, Action> actions = new TreeMap<>();
        assertThat(restore().remove(standing.name(), "original", noting(actions)))
                .contains("original of " + standing.name() + " is removed. The next plan is empty.");
        assertThat(actions.keySet()).noneMatch(address -> address.contains("r1"));
        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> restore().remove(standing.name(), "original", refusing()))
                        .problem()
                        .what())
                .isEqualTo(standing.name() + " has no copy original");
    }

    private void protect(String before, String after) throws IOException {
        Files.writeString(file, Files.readString(file).replace("protect: " + before, "protect: " + after));
    }

    /** Lets the life end with nothing left, which a user would do with snapshots that are no longer needed. */
    private void ended(String... removed) throws IOException {
        for (String volume : removed) {
            for (String snapshot :
                    standing.aws().ec2("DescribeSnapshots", "volume-id", volume).texts("//snapshotId")) {
                standing.aws().call("ec2", "DeleteSnapshot", "SnapshotId", snapshot);
            }
        }
        for (String snapshot : standing.aws()
                .call("rds", "DescribeDBSnapshots", "SnapshotType", "manual")
                .texts("//DBSnapshotIdentifier")) {
            standing.aws().call("rds", "DeleteDBSnapshot", "DBSnapshotIdentifier", snapshot);
        }
        protect("true", "false");
        present.deployments().apply(plan());
    }

    private List<String> beside(Consent consent) {
        Restore restore = restore();
        Restore.Present there = restore.present(standing.name());
        Set<String> contents =
                Set.copyOf(there.copies().stream().map(each -> each.content()).toList());
        return restore.beside(there, Chosen.at(there.snapshots(), contents, at), false, consent);
    }

    private Restore restore() {
        return new Restore(present.project(), present.tools(), present.log(), PACE);
    }

    private static Consent noting(Map<String, Action> actions) {
        return (plan, consequences, question) -> {
            plan.requireNotBlocked();
            assertThat(consequences).isNotEmpty();
            actions.putAll(WhatIf.actions(plan.review()));
        };
    }

    private static Consent refusing() {
        return (plan, consequences, question) -> {
            throw new AssertionError("asked: " + question);
        };
    }

    private void snapshot(String resource) {
        standing.aws()
                .call(
                        "ec2",
                        "CreateSnapshot",
                        "VolumeId",
                        volume(resource),
                        "TagSpecification.1.ResourceType",
                        "snapshot",
                        "TagSpecification.1.Tag.1.Key",
                        "qis-aws:environment",
                        "TagSpecification.1.Tag.1.Value",
                        standing.name(),
                        "TagSpecification.1.Tag.2.Key",
                        "qis-aws:resource",
                        "TagSpecification.1.Tag.2.Value",
                        resource,
                        "TagSpecification.1.Tag.3.Key",
                        "qis-aws:moment",
                        "TagSpecification.1.Tag.3.Value",
                        "2026-11-24T03:00:00Z");
    }

    private String volume(String resource) {
        return standing.aws()
                .ec2("DescribeVolumes", "tag:qis-aws:resource", resource)
                .text("//volumeSet/item/volumeId");
    }

    private String userData() {
        String encoded = standing.aws()
                .call(
                        "ec2",
                        "DescribeInstanceAttribute",
                        "InstanceId",
                        standing.server("qis-data-server").text("instanceId"),
                        "Attribute",
                        "userData")
                .text("//userData/value");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    /** What the server answers to the next scripts; it keeps the last one. */
    private void answer(String report, int exitCode) throws IOException {
        Files.writeString(
                server,
                "#!/bin/sh\ncat >" + server.resolveSibling("asked") + "\necho '" + report + "'\nexit " + exitCode
                        + "\n");
        Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwx------"));
    }

    /** A plan that nobody was asked about. */
    Planned plan() {
        return present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
    }
}
