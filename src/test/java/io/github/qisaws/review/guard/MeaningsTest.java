package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same name means different things at different paths and in different types. */
class MeaningsTest {
    @ParameterizedTest
    @CsvSource({"ingress, true", "egress, false"})
    void onlyAnIngressRuleOpensAPort(String direction, boolean found) {
        String rule =
                "{'type':'" + direction + "','cidr_blocks':['0.0.0.0/0'],'protocol':'tcp','from_port':22,'to_port':22}";
        assertThat(rules("aws_security_group_rule.ssh", "'create'", "null", rule))
                .isEqualTo(found ? List.of(RuleName.OPEN_TO_WORLD) : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "aws_instance.this, root_block_device, volume_size, true",
        "aws_wafv2_web_acl.this, size_constraint_statement, size, false",
        "aws_lambda_function.this, ephemeral_storage, size, false"
    })
    void onlyAVolumeShrinks(String address, String block, String size, boolean found) {
        String nested = address.startsWith("aws_wafv2") ? "{'rule':[{'statement':[%s]}]}" : "%s";
        String before = nested.formatted("{'" + block + "':[{'" + size + "':1024}]}");
        String after = before.replace("1024", "512");
        assertThat(rules(address, "'update'", before, after))
                .isEqualTo(found ? List.of(RuleName.VOLUME_SHRINKS) : List.of());
    }

    @Test
    void aTableWithoutPointInTimeRecoveryIsFound() {
        assertThat(rules(
                        "aws_dynamodb_table.items",
                        "'update'",
                        "{'point_in_time_recovery':[{'enabled':true}]}",
                        "{'point_in_time_recovery':[{'enabled':false}]}"))
                .containsExactly(RuleName.BACKUP_REDUCED);
    }

    private static List<RuleName> rules(String address, String actions, String before, String after) {
        return Guard.judge(PlanJson.of(address, actions, before, after), List.of(), Policy.STRICT).stream()
                .map(Finding::rule)
                .toList();
    }
}
