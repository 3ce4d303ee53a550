package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.RuleName;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private CustomerKey key = new CustomerKey("");
    private CustomerKey other = new CustomerKey("");

    @TestFactory
    List<DynamicTest> everythingHasTheKey() throws IOException {
        return new Life("single", folder)
                .prepared((aws, file) -> {
                    key = CustomerKey.made(aws);
                    other = CustomerKey.made(aws);
                    key.writeTo(file, "monitoring: {enabled: true}\nbackup: {enabled: true}\n");
                })
                .lived(false, present -> {
                    Standing standing = present.standing();
                    Checks checks = standing.checks();
                    checks.check("Key: volumes", () -> assertThat(standing.aws()
                                    .call("ec2", "DescribeVolumes")
                                    .texts("//kmsKeyId"))
                            .hasSizeGreaterThanOrEqualTo(2)
                            .containsOnly(key.arn()));
                    checks.check("Key: secret", () -> key.assertEncrypts(standing, "data-server"));
                    checks.check("Key: logs", () -> assertThat(standing.aws()
                                    .json("logs", "Logs_20140328.DescribeLogGroups", "{}")
                                    .findValuesAsText("kmsKeyId"))
                            .hasSizeGreaterThanOrEqualTo(2)
                            .containsOnly(key.arn()));
                    checks.check("Key: backups", () -> assertThat(standing.aws()
                                    .restJson("backup", "/backup-vaults/" + standing.named("qis-backup"))
                                    .path("EncryptionKeyArn")
                                    .asText())
                            .isEqualTo(key.arn()));
                    another(present);
                });
    }

    private void another(Present present) {
        try {
            Review review = new WhatIf(present).reviewed(Map.of(key.arn(), other.arn()));
            present.standing()
                    .checks()
                    .check("Key: the guard blocks another key, which replaces the volumes", () -> assertThat(
                                    review.findings())
                            .filteredOn(finding -> finding.rule() == RuleName.REPLACES_DATA)
                            .filteredOn(Finding::blocks)
                            .extracting(Finding::subject)
                            .contains(
                                    "module.data-server.aws_ebs_volume.database[\"original\"]",
                                    "module.data-server.aws_ebs_volume.images[\"original\"]"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
