package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database or cache whose subnet goes away, and the same subnet without one. */
class KeptSubnetsTest {
    private static final Map<String, String> ACTIONS =
            Map.of("replaced", "'delete','create'", "deleted", "'delete'", "updated", "'update'");
    private static final String GROUP = "{'name':'qis','subnet_ids':['subnet-a','subnet-b']}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replaced | aws_db_instance         | {'db_subnet_group_name':'qis','availability_zone':'eu-west-1a'}                     | no-op | BLOCK
            deleted  | aws_db_instance         | {'db_subnet_group_name':'qis','availability_zone':'eu-west-1a'}                     | update | BLOCK
            deleted  | aws_db_instance         | {'db_subnet_group_name':'qis','availability_zone':'eu-west-1b','multi_az':true}     | no-op | WARN
            deleted  | aws_db_instance         | {'db_subnet_group_name':'qis','availability_zone':'eu-west-1b','multi_az':false}    | no-op |
            deleted  | aws_db_instance         | {'db_subnet_group_name':'other','availability_zone':'eu-west-1a'}                   | no-op |
            deleted  | aws_db_instance         | {'db_subnet_group_name':'qis','availability_zone':'eu-west-1a'}                     | delete |
            updated  | aws_db_instance         | {'db_subnet_group_name':'qis','availability_zone':'eu-west-1a'}                     | no-op |
            deleted  | aws_elasticache_cluster | {'subnet_group_name':'qis','cache_nodes':[{'availability_zone':'eu-west-1a'}]}      | no-op | BLOCK
            deleted  | aws_elasticache_cluster | {'subnet_group_name':'qis','cache_nodes':[{'availability_zone':'eu-west-1b'}]}      | no-op |
            """)
    void aSubnetInUseIsKept(String removal, String type, String user, String action, Level level) {
        String group = type.equals("aws_db_instance") ? "aws_db_subnet_group.x" : "aws_elasticache_subnet_group.x";
        String subnet = "{'id':'subnet-a','availability_zone':'eu-west-1a'}";
        PlanJson plan = new PlanJson()
                .change("aws_subnet.x", ACTIONS.get(removal), subnet, removal.equals("deleted") ? "null" : subnet)
                .change(group, "'no-op'", GROUP, GROUP)
                .change(type + ".x", "'" + action + "'", user, action.equals("delete") ? "null" : user);

        assertThat(Judged.of(plan.plan(), RuleName.SUBNET_IN_USE).map(Finding::level))
                .isEqualTo(Optional.ofNullable(level));
    }

    /** Another layout creates a subnet in the same zone; another zone creates one there, and the group keeps the others. */
    @ParameterizedTest
    @CsvSource({"eu-west-1a, BLOCK", "eu-west-1c,"})
    void aSubnetThatStaysMustNotLeaveTheGroupOfItsDatabase(String zone, Level level) {
        String database = "{'db_subnet_group_name':'qis','availability_zone':'eu-west-1a'}";
        String subnet = "{'id':'subnet-a','availability_zone':'eu-west-1a'}";
        PlanJson plan = new PlanJson()
                .change("aws_subnet.x", "'no-op'", subnet, subnet)
                .change("aws_subnet.y", "'create'", "null", "{'availability_zone':'" + zone + "'}")
                .change("aws_db_instance.x", "'no-op'", database, database)
                .change(
                        "aws_db_subnet_group.x",
                        "'update'",
                        GROUP,
                        "{'name':'qis'}",
                        "{'after_unknown':{'subnet_ids':true}}");

        assertThat(Judged.of(plan.plan(), RuleName.SUBNET_IN_USE)
                        .map(finding -> finding.level() + " " + finding.subject()))
                .isEqualTo(Optional.ofNullable(level).map(each -> each + " aws_db_subnet_group.x"));
    }

    @Test
    void aSubnetThatTheGroupCertainlyNoLongerHasIsKept() {
        String database = "{'db_subnet_group_name':'qis','availability_zone':'eu-west-1a'}";
        String subnet = "{'id':'subnet-a','availability_zone':'eu-west-1a'}";
        PlanJson plan = new PlanJson()
                .change("aws_subnet.x", "'no-op'", subnet, subnet)
                .change("aws_db_instance.x", "'no-op'", database, database)
                .change("aws_db_subnet_group.x", "'update'", GROUP, "{'name':'qis','subnet_ids':['subnet-b']}");
        assertThat(Judged.of(plan.plan(), RuleName.SUBNET_IN_USE)).isPresent();
    }
}
