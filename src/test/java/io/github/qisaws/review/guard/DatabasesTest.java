package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restarts of a database on RDS, parameters that wait for one, and cache nodes that AWS does not bring to one zone. */
class DatabasesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'instance_class':'db.t4g.medium'} | {'instance_class':'db.m7g.large','apply_immediately':true} | during the apply
            {'engine_version':'16'}            | {'engine_version':'17','apply_immediately':true}           | during the apply
            {'engine_version':'16'}            | {'engine_version':'17','apply_immediately':false}          | in its maintenance window
            {'engine_version':'16'}            | {'engine_version':'16','apply_immediately':true}           |
            {'backup_retention_period':7}      | {'backup_retention_period':8,'apply_immediately':true}     |
            """)
    void aRestartIsNamedWithItsTime(String before, String after, String time) {
        Plan plan = PlanJson.of("aws_db_instance.x", "'update'", before, after);
        Optional<Finding> found = Judged.of(plan, RuleName.DATABASE_RESTART);
        assertThat(found.isPresent()).isEqualTo(time != null);
        found.ifPresent(finding -> assertThat(finding.words()).contains("restarts the database " + time));
    }

    /** An ordinary apply upgrades, too, but takes no snapshot. */
    @ParameterizedTest
    @CsvSource({"16, 17, true", "16.4, 17.6, true", "16.4, 16.5, false"})
    void onlyAMajorUpgradeCannotBeUndone(String before, String after, boolean major) {
        Plan plan = PlanJson.of(
                "aws_db_instance.x",
                "'update'",
                "{'engine_version':'" + before + "'}",
                "{'engine_version':'" + after + "','apply_immediately':true}");
        Finding found = Judged.of(plan, RuleName.DATABASE_RESTART).orElseThrow();
        assertThat(found.words().contains("cannot be undone")).isEqualTo(major);
        assertThat(found.fix().contains("qis-aws upgrade database")).isEqualTo(major);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'name':'max_connections','value':'300','apply_method':'pending-reboot'} | max_connections 300 → 500
            {'name':'max_connections','value':'500','apply_method':'pending-reboot'} |
            {'name':'work_mem','value':'300','apply_method':'immediate'}             | max_connections (default) → 500
            """)
    void aStaticParameterWaitsForAReboot(String before, String words) {
        Plan plan = PlanJson.of(
                "aws_db_parameter_group.x",
                "'update'",
                group(before),
                group(
                        "{'name':'rds.force_ssl','value':'0','apply_method':'immediate'},{'name':'max_connections','value':'500','apply_method':'pending-reboot'}"));
        Optional<Finding> found = Judged.of(plan, RuleName.DATABASE_RESTART);
        assertThat(found.isPresent()).isEqualTo(words != null);
        found.ifPresent(finding -> {
            assertThat(finding.words()).contains(words);
            assertThat(finding.fix()).contains("qis-aws reboot database");
        });
    }

    private static String group(String parameter) {
        return "{'parameter':[{'name':'log_min_duration_statement','value':'5000','apply_method':'immediate'},"
                + parameter + "]}";
    }

    @ParameterizedTest
    @CsvSource({"2, cross-az, 1, BLOCK", "3, cross-az, 2,", "1, single-az, 1,", "1, single-az, 2,"})
    void nodesInSeveralZonesDoNotBecomeOne(int before, String mode, int after, Level level) {
        Plan plan = PlanJson.of(
                "aws_elasticache_cluster.x",
                "'update'",
                "{'num_cache_nodes':" + before + ",'az_mode':'" + mode + "','port':1}",
                "{'num_cache_nodes':" + after + ",'az_mode':'" + (after > 1 ? "cross-az" : "single-az")
                        + "','port':2}");
        assertThat(Judged.of(plan, RuleName.CACHE_SINGLE_ZONE).map(Finding::level))
                .isEqualTo(Optional.ofNullable(level));
    }

    @Test
    void aReplacedClusterMayHaveOneNode() {
        Plan plan = PlanJson.of(
                "aws_elasticache_cluster.x",
                "'delete','create'",
                "{'num_cache_nodes':2,'az_mode':'cross-az'}",
                "{'num_cache_nodes':1,'az_mode':'single-az'}");
        assertThat(Judged.of(plan, RuleName.CACHE_SINGLE_ZONE)).isEmpty();
    }
}
