package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.restore.LastRestoreTests;
import java.util.List;

/** Restore tests of architecture managed: what AWS Backup was asked for, and what the operator sees of a run. */
final class RestoreTestChecks {
    private static final String TIME = "20[0-9-]+T[0-9:]+Z";

    private final Present present;
    private final EmulatorQuery aws;

    RestoreTestChecks(Present present) {
        this.present = present;
        this.aws = present.standing().aws();
    }

    void run() {
        Checks checks = present.standing().checks();
        checks.check("Restore test: database and images, of the environment's vault, into its network", this::plan);
        checks.check("Restore test: the operator sees the last one of each resource", this::result);
        checks.check("Restore test: a failed one has an alarm", this::alarm);
    }

    private void plan() {
        String path =
                "/restore-testing/plans/qis_restore_test_" + present.standing().name();
        assertThat(aws.restJson("backup", path)
                        .at("/RestoreTestingPlan/RecoveryPointSelection/IncludeVaults/0")
                        .asText())
                .endsWith(":backup-vault:" + present.standing().named("qis-backup"));
        JsonNode selections = aws.restJson("backup", path + "/selections").path("RestoreTestingSelections");
        assertThat(selections.findValuesAsText("ProtectedResourceType")).containsExactlyInAnyOrder("EFS", "RDS");
        JsonNode database = aws.restJson("backup", path + "/selections/RDS")
                .at("/RestoreTestingSelection/RestoreMetadataOverrides");
        assertThat(database.path("dbSubnetGroupName").asText())
                .isEqualTo(present.standing().named("qis-database"));
        assertThat(database.path("vpcSecurityGroupIds").asText())
                .isEqualTo("[\"" + present.standing().groupId("qis-database-sg") + "\"]");
    }

    private void result() {
        assertThat(lines()).containsExactly("Restore tests: none ran yet.");
        aws.play("restore-tests/complete");
        assertThat(lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).matches("Restore tests: last run " + TIME + "\\."))
                .anySatisfy(
                        line -> assertThat(line).matches(TIME + "  RDS  arn:aws:rds:.+:db:qis-database-.+  COMPLETED"))
                .anySatisfy(line -> assertThat(line).matches(TIME + "  EFS  arn:aws:elasticfilesystem:.+  COMPLETED"));
        aws.play("restore-tests/fail");
        assertThat(lines())
                .hasSize(3)
                .filteredOn(line -> line.endsWith("  FAILED: Access denied to KMS key."))
                .hasSize(2);
    }

    private void alarm() {
        assertThat(aws.call("monitoring", "DescribeAlarms", "AlarmNamePrefix", "qis-restore-failed")
                        .texts("//MetricAlarms/member/Dimensions/member/Value"))
                .containsExactly(present.standing().named("qis-backup"));
    }

    private List<String> lines() {
        Environment environment = EnvironmentFile.read(present.files());
        return LastRestoreTests.lines(environment, present.tools().aws(environment));
    }
}
