package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.TwoServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the site is away, and when the web servers are too many for the database. */
class WebTierTest {
    private static final String SERVER = "module.web-tier.aws_instance.web";
    private static final String FLEET = "module.web-tier.aws_autoscaling_group.web";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            module.load-balancer.aws_lb.this | delete,create | true
            module.load-balancer.aws_lb_listener.this | delete | true
            module.load-balancer.aws_lb_target_group.this | delete,create | true
            module.load-balancer.aws_lb.this | create,delete | true
            module.load-balancer.aws_lb_target_group.this | create,delete | false
            module.load-balancer.aws_lb.this | update | false
            module.load-balancer.aws_lb_listener_rule.this | delete | false
            """)
    void anEntranceThatIsDestroyedIsNamed(String address, String actions, boolean found) {
        Plan plan = PlanJson.of(address, actions(actions), "{}", "{}");
        assertThat(Judged.of(plan, RuleName.WEB_DOWNTIME).map(Finding::subject))
                .isEqualTo(found ? Optional.of(address) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create | null | {'instance_type':'a'} | false
            delete | {} | null | true
            update | {'instance_type':'a'} | {'instance_type':'b'} | true
            update | {'user_data':'a'} | {'user_data':'b'} | true
            update | {'user_data_base64':'a'} | {'user_data_base64':'b'} | true
            update | {'ebs_optimized':false} | {'ebs_optimized':true} | false
            no-op | {'instance_type':'a'} | {'instance_type':'a'} | false
            """)
    void aServerIsAwayWhenItIsStoppedOrDestroyed(String actions, String before, String after, boolean away) {
        assertAway(PlanJson.of(SERVER, actions(actions), before.strip(), after.strip()), away);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update | {'min_size':1,'max_size':3} | {'min_size':0,'max_size':0} | true
            update | {'min_size':1,'max_size':3} | {'min_size':1,'max_size':1} | false
            update | {'min_size':0,'max_size':3} | {'min_size':0,'max_size':0} | false
            update | {'min_size':1,'instance_type':'a','max_size':3} | {'min_size':1,'instance_type':'b','max_size':3} | false
            delete | {'min_size':2} | null | true
            """)
    void aFleetIsAwayWhenItIsEmptiedOrDestroyed(String actions, String before, String after, boolean away) {
        assertAway(PlanJson.of(FLEET, actions(actions), before.strip(), after.strip()), away);
    }

    @Test
    void anotherResourceOfTheTierServesNobody() {
        assertAway(
                new PlanJson()
                        .change(SERVER, "'delete'", "{}", "null")
                        .change("module.web-tier.aws_launch_template.web", "'no-op'", "{}", "{}")
                        .plan(),
                true);
    }

    @Test
    void aPlanThatLeavesTheFleetAloneIsNotHeldUp() {
        PlanJson plan = new PlanJson().change(FLEET, "'no-op'", "{'max_size':8}", "{'max_size':8}");
        assertThat(connections(plan.plan(), 1)).isEmpty();
        plan.change("module.network.aws_route.r", "'update'", "{'x':1}", "{'x':2}");
        assertThat(connections(plan.plan(), 1)).isEmpty();
        plan.change("module.web-tier.aws_launch_template.web", "'update'", "{'x':1}", "{'x':2}");
        assertThat(connections(plan.plan(), 1)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete | {'max_size':8} | null | 0
            forget | {'max_size':8} | null | 0
            update | {'max_size':8} | {'max_size':3} | 3
            create | null | {'max_size':3} | 3
            create | null | {'max_size':'3'} | 0
            create | null | {'max_size':1234567890} | 0
            """)
    void aFleetCountsWithItsMostServers(String actions, String before, String after, int servers) {
        Plan plan = new PlanJson()
                .change(FLEET, actions(actions), before.strip(), after.strip())
                .change("module.web-tier.aws_launch_template.web", "'update'", "{'x':1}", "{'x':2}")
                .plan();
        // 34 for each server.
        assertThat(connections(plan, servers * 34)).isEmpty();
        assertThat(connections(plan, servers * 34 - 1).map(Finding::blocks)).contains(true);
    }

    private static Optional<Finding> connections(Plan plan, int most) {
        Policy policy = new Policy(Set.of(), Map.of(), List.of(), 10, Optional.of(new Policy.Connections(2, 3, most)));
        return Guard.judge(plan, TwoServer.calls(), policy).stream()
                .filter(finding -> finding.rule() == RuleName.DATABASE_CONNECTIONS)
                .findFirst();
    }

    private static void assertAway(Plan plan, boolean away) {
        assertThat(Judged.of(plan, RuleName.WEB_DOWNTIME).isPresent()).isEqualTo(away);
    }

    private static String actions(String names) {
        return "'" + names.replace(",", "','") + "'";
    }

    /** RDS takes max_connections over at a reboot only. */
    @ParameterizedTest
    @CsvSource({"20, true", "190, false"})
    void webServersDoNotCountOnConnectionsThatTheDatabaseDoesNotHaveYet(int before, boolean found) {
        Plan plan = new PlanJson()
                .change(FLEET, "'update'", "{'max_size':1}", "{'max_size':2}")
                .change("module.database.aws_db_parameter_group.this", "'update'", group(before), group(200))
                .plan();
        assertThat(connections(plan, 200).map(Finding::words).filter(words -> words.contains("until its reboot")))
                .matches(finding -> finding.isPresent() == found);
    }

    private static String group(int connections) {
        return "{'parameter':[{'name':'max_connections','value':'" + connections
                + "','apply_method':'pending-reboot'}]}";
    }
}
