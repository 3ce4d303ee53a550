package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What stands for architecture managed, asked of the emulator itself. */
final class ManagedChecks {
    private final Standing standing;
    private final EmulatorQuery aws;

    ManagedChecks(Standing standing) {
        this.standing = standing;
        this.aws = standing.aws();
    }

    void run() {
        Checks checks = standing.checks();
        checks.check("Managed: no server but those of the group", this::servers);
        checks.check("Managed: the database's port is open to the web servers alone", this::ports);
        checks.check("Managed: PostgreSQL over two zones, encrypted, TLS forced", this::database);
        checks.check("Managed: the servers learn database, nodes and image tree", this::roleFile);
        checks.check("Managed: alarms of everything that there is", this::alarms);
        checks.check("Managed: a daily backup of what bears the environment's tag", this::backup);
    }

    private void servers() {
        assertThat(standing.inVpc("DescribeInstances").parts("//instancesSet/item"))
                .hasSize(2)
                .allSatisfy(server -> assertThat(server.tag("Name")).isEqualTo(standing.named("qis-web")));
    }

    private void ports() {
        String web = standing.groupId(standing.tiered() ? "qis-web-sg" : "default");
        for (String service : List.of("database", "cache", "image-store")) {
            List<XmlAnswer> rules = aws.ec2(
                            "DescribeSecurityGroupRules", "group-id", standing.groupId("qis-" + service + "-sg"))
                    .parts("//securityGroupRuleSet/item[isEgress='false']");
            assertThat(rules).as(service).hasSize(1);
            assertThat(rules.get(0).text("referencedGroupInfo/groupId")).isEqualTo(web);
        }
    }

    private void database() {
        XmlAnswer database = aws.call(
                        "rds", "DescribeDBInstances", "DBInstanceIdentifier", standing.named("qis-database"))
                .parts("//DBInstances/DBInstance")
                .get(0);
        assertThat(database.text("MultiAZ")).isEqualTo("true");
        assertThat(database.text("StorageEncrypted")).isEqualTo("true");
        assertThat(database.text("PubliclyAccessible")).isEqualTo("false");
        assertThat(aws.call("rds", "DescribeDBParameters", "DBParameterGroupName", "qis-database-16-" + standing.name())
                        .texts("//Parameter[ParameterName='rds.force_ssl']/ParameterValue"))
                .containsExactly("1");
    }

    private void roleFile() {
        String data = aws.call(
                        "ec2",
                        "DescribeLaunchTemplateVersions",
                        "LaunchTemplateName",
                        standing.named("qis-web"),
                        "LaunchTemplateVersion.1",
                        "$Latest")
                .parts("//launchTemplateData")
                .get(0)
                .text("userData");
        assertThat(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8))
                .contains("QIS_DATABASE_MASTER_SECRET_ID=arn:")
                .contains("QIS_IMAGES=efs:fs-")
                .contains("QIS_LOG_GROUP=/qis/" + standing.name())
                .containsPattern("QIS_DATABASE_HOST=qis-database-[a-z0-9.-]+")
                .containsPattern("QIS_CACHE_SERVERS=[^\",]+:11211,[^\",]+:11211");
    }

    private void alarms() {
        assertThat(aws.call("monitoring", "DescribeAlarms", "AlarmNamePrefix", "qis-")
                        .texts("//MetricAlarms/member/AlarmName"))
                .contains(
                        standing.named("qis-healthy-hosts"),
                        standing.named("qis-unhealthy-hosts"),
                        standing.named("qis-backup-failed"),
                        standing.named("qis-database-storage"),
                        standing.named("qis-cache-hit-rate"),
                        standing.named("qis-image-store-io"))
                .doesNotContain(standing.named("qis-data-server-disk"));
    }

    private void backup() {
        JsonNode plans = aws.restJson("backup", "/backup/plans/");
        assertThat(plans.at("/BackupPlansList/0/BackupPlanName").asText()).isEqualTo(standing.named("qis-daily"));
    }
}
