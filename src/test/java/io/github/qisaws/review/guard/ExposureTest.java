package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules of security groups open a port to the world. */
class ExposureTest {
    private static final String SSH = "'from_port':22,'to_port':22";

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0,true",
        "0.0.0.0/7,true",
        "10.0.0.0/8,false",
        "::/0,true",
        "2000::/16,true",
        "2000::/17,false",
        "fd00::/8,false",
        "10.0.0.1,false",
        "0.0.0.0/x,false",
        "0.0.0.0/,false",
        "'',false"
    })
    void aBlockOfAddressesIsTheWorldFromASizeOn(String cidr, boolean world) {
        assertThat(AddressSpace.of(cidr).filter(AddressSpace::isWorld).isPresent())
                .isEqualTo(world);
    }

    @Test
    void aRuleOfTheOldKindIsReadWithItsProtocol() {
        Plan plan = rule("'type':'ingress','cidr_blocks':['0.0.0.0/0'],'protocol':'tcp'," + SSH);
        Finding finding = Judged.only(plan);
        assertThat(finding.rule()).isEqualTo(RuleName.OPEN_TO_WORLD);
        assertThat(finding.words()).contains("0.0.0.0/0", "22", "tcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'egress','cidr_blocks':['0.0.0.0/0'],'protocol':'tcp',",
                "'type':'ingress','cidr_blocks':['10.0.0.0/8'],'description':'0.0.0.0/0','protocol':'tcp',"
            })
    void whatLeavesAndWhatOnlySaysSoIsFine(String rule) {
        assertThat(Judged.rules(rule(rule + SSH))).isEmpty();
    }

    @Test
    void aRuleForWhatLeavesIsFine() {
        assertThat(Judged.rules(PlanJson.of(
                        "aws_vpc_security_group_egress_rule.x",
                        "'create'",
                        "null",
                        "{'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp'," + SSH + "}")))
                .isEmpty();
    }

    @Test
    void aRangeAndEveryPortAreNamed() {
        assertThat(words("{'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':20,'to_port':25}"))
                .contains("20", "25", "tcp");
        assertThat(words("{'cidr_ipv4':'0.0.0.0/0','ip_protocol':'-1'}")).contains("all ports");
        assertThat(words("{'cidr_ipv4':'0.0.0.0/0','ip_protocol':'all'}")).contains("all ports");
        assertThat(words("{'cidr_ipv4':'0.0.0.0/0'}")).contains("all ports");
    }

    @Test
    void aRuleThatIsNamedForTheBalancerMayBeForTheWebOnly() {
        String name = "'name':'load-balancer','cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp',";
        assertThat(Judged.rules(ingress("{" + name + "'from_port':443,'to_port':443}")))
                .isEmpty();
        assertThat(Judged.rules(ingress("{" + name + SSH + "}"))).containsExactly(RuleName.OPEN_TO_WORLD);
        assertThat(Judged.rules(ingress("{" + name + "'from_port':80,'to_port':443}")))
                .containsExactly(RuleName.OPEN_TO_WORLD);
    }

    private static String words(String after) {
        return Judged.only(ingress(after)).words();
    }

    private static Plan ingress(String after) {
        return PlanJson.of("aws_vpc_security_group_ingress_rule.x", "'create'", "null", after);
    }

    private static Plan rule(String members) {
        return PlanJson.of("aws_security_group_rule.x", "'create'", "null", "{" + members + "}");
    }
}
