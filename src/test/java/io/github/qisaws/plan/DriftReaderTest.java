package io.github.qisaws.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftReaderTest {
    private static final String GROUP = "module.firewall.aws_security_group.web[0]";
    private static final String RULE =
            "{'protocol':'tcp','from_port':80,'to_port':80,'cidr_blocks':['10.0.0.0/8'],'security_groups':[],'self':false}";
    private static final String STRANGER =
            "{'protocol':'tcp','from_port':22,'to_port':22,'cidr_blocks':['0.0.0.0/0'],'security_groups':[],'self':false}";
    private static final String MANAGED = "{'address':'module.firewall.aws_vpc_security_group_ingress_rule.http',"
            + "'mode':'managed','type':'aws_vpc_security_group_ingress_rule','values':{'security_group_id':'sg-1',"
            + "'ip_protocol':'tcp','from_port':80,'to_port':80,'cidr_ipv4':'10.0.0.0/8'}}";

    private static List<Change> drift(String entries, String stateResources) {
        return drift(entries, stateResources, address -> Set.of());
    }

    private static List<Change> drift(String entries, String stateResources, Ignored ignored) {
        String json = "{'format_version':'1.2','planned_values':{},'resource_drift':[" + entries + "],"
                + "'prior_state':{'values':{'root_module':{'child_modules':[{'resources':[" + stateResources + "]}]}}},"
                + "'configuration':{'root_module':{'module_calls':{'firewall':{'module':{'resources':[{'address':"
                + "'aws_security_group.web','expressions':{'tags':{},'description':{},'revoke':{},'user_data':{},'text':{},"
                + "'rule':[{'days':{'constant_value':1},'inner':[{'a':{'references':['var.a']}}]},{'later':{}}]}}]}}}}}}";
        return DriftReader.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)), ignored)
                .drift();
    }

    private static String changed(String before, String after) {
        return "{'address':'" + GROUP + "','type':'aws_security_group','change':{'actions':['update'],'before':"
                + before + ",'after':" + after + ",'before_sensitive':{},'after_sensitive':{'text':true}}}";
    }

    private static String group(String ingress) {
        return "{'address':'" + GROUP
                + "','mode':'managed','type':'aws_security_group','values':{'id':'sg-1','ingress':[" + ingress + "]}}";
    }

    @Test
    void anAttributeThatTheConfigurationSetsHasDrifted() {
        assertThat(drift(changed("{'tags':{'Name':'qis'},'arn':'a'}", "{'tags':{'Name':'mine'},'arn':'b'}"), ""))
                .singleElement()
                .satisfies(change -> assertThat(change.attributes())
                        .singleElement()
                        .hasToString(change.attribute("tags.Name").orElseThrow().toString()));
    }

    @Test
    void whatAwsFillsInByItselfIsNoDrift() {
        assertThat(drift(changed("{'arn':null,'tags':null}", "{'arn':'arn:1','tags':{}}"), ""))
                .isEmpty();
        assertThat(drift(changed("{'revoke':null,'description':null}", "{'revoke':false,'description':''}"), ""))
                .isEmpty();
        assertThat(drift(changed("{'text':'{\\\"a\\\":1,\\\"b\\\":2}'}", "{'text':'{ \\\"b\\\":2, \\\"a\\\":1}'}"), ""))
                .isEmpty();
    }

    @Test
    void insideABlockOnlyWhatTheConfigurationSetsIsCompared() {
        String before = "{'rule':[{'days':1,'inner':[{'a':'x'}],'later':null,'known':3}]}";
        assertThat(drift(
                        changed(before, "{'rule':[{'days':1,'known':3,'new':'by AWS','inner':[{'a':'x','b':['c']}]}]}"),
                        ""))
                .as("what a newer provider or AWS fills in")
                .isEmpty();
        for (String after : List.of(
                "{'rule':[{'known':3,'days':2,'inner':[{'a':'x'}]}]}",
                "{'rule':[{'known':3,'days':1,'inner':[{'a':'y'}]}]}",
                "{'rule':[{'known':3,'days':1,'inner':[{'a':'x'}],'later':true}]}",
                "{'rule':[{'known':3,'days':1,'inner':[{'a':'x'}],'dynamic':[{'d':1}]}]}",
                "{'rule':[{'known':3,'days':1,'inner':[{'a':'x'},{'a':'z'}]}]}",
                "{'rule':[{'known':4,'days':1,'inner':[{'a':'x'}]}]}",
                "{'rule':[]}")) {
            assertThat(drift(changed(before, after), "")).as(after).hasSize(1);
        }
    }

    @Test
    void userDataThatAnOlderProviderKeptAsAHashIsNoDrift() {
        String hash = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";
        String text = "The quick brown fox jumps over the lazy dog";
        assertThat(drift(changed("{'user_data':'" + hash + "'}", "{'user_data':'" + text + "'}"), ""))
                .isEmpty();
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        assertThat(drift(changed("{'user_data':'" + hash + "'}", "{'user_data':'" + encoded + "'}"), ""))
                .isEmpty();
        assertThat(drift(changed("{'user_data':'" + hash + "'}", "{'user_data':'" + text + ".'}"), ""))
                .hasSize(1);
        assertThat(drift(changed("{'revoke':'" + hash + "'}", "{'revoke':'" + text + "'}"), ""))
                .as("another attribute that once was a hash")
                .hasSize(1);
    }

    @Test
    void whatTheConfigurationLeavesAloneIsNoDrift() {
        String entry = changed("{'tags':{'a':'1'}}", "{'tags':{'a':'2'}}");
        assertThat(drift(entry, "")).hasSize(1);
        assertThat(drift(
                        entry,
                        "",
                        address -> address.resource().equals("aws_security_group.web") ? Set.of("tags") : Set.of()))
                .isEmpty();
    }

    @Test
    void aRuleThatNoResourceMadeIsFoundEvenWhenTheStateKnowsItAlready() {
        assertThat(drift("", group(RULE) + "," + MANAGED)).isEmpty();
        assertThat(drift("", group(RULE + "," + STRANGER) + "," + MANAGED))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.address().text()).isEqualTo(GROUP);
                    assertThat(change.after("ingress[0].cidr_blocks[0]").text()).isEqualTo("0.0.0.0/0");
                    assertThat(change.after("ingress[0].from_port").text()).isEqualTo("22");
                });
        assertThat(drift("", group(RULE))).as("its own resource is gone").hasSize(1);
    }

    @Test
    void aRuleIsReportedOnceWithTheOtherChangesOfItsGroup() {
        assertThat(drift(
                        changed("{'tags':{'a':'1'},'ingress':[]}", "{'tags':{'a':'2'},'ingress':[" + STRANGER + "]}"),
                        group(STRANGER)))
                .singleElement()
                .satisfies(change -> assertThat(change.changed().map(Attribute::path))
                        .contains("tags.a", "ingress[0].cidr_blocks[0]"));
    }

    @Test
    void aRoleWithAPolicyOfItsOwnAndOneAddedByHand() {
        String role = "{'address':'aws_iam_role.r','mode':'managed','type':'aws_iam_role','values':{'name':'r',"
                + "'inline_policy':[{'name':'ours'},{'name':'admin'}],'managed_policy_arns':['arn:m']}}";
        String policy = "{'address':'aws_iam_role_policy.p','mode':'managed','type':'aws_iam_role_policy','values':"
                + "{'role':'r','name':'ours'}}";
        String attachment = "{'address':'aws_iam_role_policy_attachment.p','mode':'managed','type':"
                + "'aws_iam_role_policy_attachment','values':{'role':'r','policy_arn':'arn:m'}}";
        assertThat(drift("", String.join(",", role, policy, attachment)))
                .singleElement()
                .satisfies(change -> assertThat(change.attributes())
                        .singleElement()
                        .satisfies(only -> assertThat(only.after().text()).isEqualTo("admin")));
    }

    @Test
    void routesOfGatewayEndpointsAreNobodysFault() {
        String table = "{'address':'aws_route_table.t','mode':'managed','type':'aws_route_table','values':{'id':'rtb',"
                + "'route':[%s]}}";
        assertThat(drift("", table.formatted("{'destination_prefix_list_id':'pl-1','gateway_id':'vpce-1'}")))
                .isEmpty();
        assertThat(drift("", table.formatted("{'cidr_block':'0.0.0.0/0','gateway_id':'igw-1'}")))
                .hasSize(1);
    }

    @Test
    void aDeletedResourceHasDriftedAndSecretsStayHidden() {
        assertThat(drift(
                        "{'address':'aws_x.y','type':'aws_x','change':{'actions':['delete'],'before':{'a':1},'after':null}}",
                        ""))
                .singleElement()
                .satisfies(change -> assertThat(change.action()).isEqualTo(Action.DELETE));
        assertThat(drift(changed("{'text':'planted-1'}", "{'text':'planted-2'}"), "")
                        .toString())
                .doesNotContain("planted")
                .contains("text");
    }
}
