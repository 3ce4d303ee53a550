package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.RuleName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A site whose volumes, secret, logs, and backups have a key of the customer: its whole life in the emulator. */
class CustomerKeyIT {
    @TempDir
    Path folder;

    private String key = "";
    private String other = "";

    @TestFactory
    List<DynamicTest> everythingHasTheKey() throws IOException {
        return new Life("single", folder)
                .prepared((aws, file) -> {
                    key = made(aws);
                    other = made(aws);
                    append(file, "encryption-key: " + key + "\nmonitoring: {enabled: true}\nbackup: {enabled: true}\n");
                })
                .lived(false, present -> {
                    Standing standing = present.standing();
                    Checks checks = standing.checks();
                    checks.check("Key: volumes", () -> assertThat(standing.aws()
                                    .call("ec2", "DescribeVolumes")
                                    .texts("//kmsKeyId"))
                            .hasSizeGreaterThanOrEqualTo(2)
                            .containsOnly(key));
                    checks.check("Key: secret", () -> assertThat(standing.aws()
                                    .json(
                                            "secretsmanager",
                                            "secretsmanager.DescribeSecret",
                                            "{\"SecretId\": \"qis-aws/single/data-server\"}")
                                    .path("KmsKeyId")
                                    .asText())
                            .isEqualTo(key));
                    checks.check("Key: logs", () -> assertThat(standing.aws()
                                    .json("logs", "Logs_20140328.DescribeLogGroups", "{}")
                                    .findValuesAsText("kmsKeyId"))
                            .hasSizeGreaterThanOrEqualTo(2)
                            .containsOnly(key));
                    checks.check("Key: backups", () -> assertThat(standing.aws()
                                    .restJson("backup", "/backup-vaults/" + standing.named("qis-backup"))
                                    .path("EncryptionKeyArn")
                                    .asText())
                            .isEqualTo(key));
                    another(present);
                });
    }

    private void another(Present present) {
        try {
            Review review = new WhatIf(present).reviewed(Map.of(key, other));
            present.standing()
                    .checks()
                    .check("Key: the guard blocks another key, which replaces the volumes", () -> assertThat(
                                    review.findings())
                            .filteredOn(finding -> finding.rule() == RuleName.REPLACES_DATA)
                            .filteredOn(Finding::blocks)
                            .extracting(Finding::subject)
                            .contains(
                                    "module.data-server.aws_ebs_volume.database",
                                    "module.data-server.aws_ebs_volume.images"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String made(EmulatorQuery aws) {
        return aws.json("kms", "TrentService.CreateKey", "{}")
                .at("/KeyMetadata/Arn")
                .asText();
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, Files.readString(file) + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
