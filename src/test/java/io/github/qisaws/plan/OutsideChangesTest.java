package io.github.qisaws.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an ordinary plan says about changes outside Terraform. */
class OutsideChangesTest {
    private static final String GROUP = "aws_security_group.web";
    private static final String CONFIGURATION = ",'configuration':{'root_module':{'resources':[{'address':'" + GROUP
            + "','expressions':{'tags':{},'description':{}}}]}}";
    private static final String OURS = "{'protocol':'tcp','from_port':80,'to_port':80,'cidr_blocks':['10.0.0.0/8']}";
    private static final String STRANGER = "{'protocol':'tcp','from_port':22,'to_port':22,'cidr_blocks':['0.0.0.0/0']}";
    private static final String RULE = "{'address':'aws_vpc_security_group_ingress_rule.r','mode':'managed',"
            + "'type':'aws_vpc_security_group_ingress_rule','values':{'security_group_id':'sg-1','ip_protocol':'tcp',"
            + "'from_port':80,'to_port':80,'cidr_ipv4':'10.0.0.0/8'}}";

    @Test
    void whatAwsFillsInAfterAnApplyIsNoChangeOutside() {
        String filled = drift("{'arn':null,'ingress':[]}", "{'arn':'arn:1','ingress':[" + OURS + "]}");
        assertThat(read(filled, "", state("'ingress':[" + OURS + "]", RULE) + CONFIGURATION))
                .isEmpty();
        assertThat(read(filled, "", "")).as("a plan without its configuration").hasSize(1);
        String other = CONFIGURATION.replace(GROUP, "aws_lb.other");
        assertThat(read(filled, "", other)).as("a resource without a block").hasSize(1);
    }

    @Test
    void theOrderOfThePartsDoesNotMatter() {
        String filled = drift("{'arn':null}", "{'arn':'arn:1'}");
        String json =
                "{'format_version':'1.2'" + CONFIGURATION + ",'resource_drift':[" + filled + "],'resource_changes':[]}";
        assertThat(parts(json).build(Ignored.NOTHING).drift()).isEmpty();
    }

    @Test
    void aChangeOfWhatTheConfigurationSetsIsReportedUnlessItIsIgnored() {
        String json = json(drift("{'tags':{'a':'1'},'arn':'x'}", "{'tags':{'a':'2'},'arn':'y'}"), "", CONFIGURATION);
        assertThat(parts(json).build(Ignored.NOTHING).drift()).singleElement().satisfies(change -> assertThat(
                        change.changed().map(Attribute::path))
                .containsExactly("tags.a"));
        assertThat(parts(json).build(address -> Set.of("tags")).drift()).isEmpty();
    }

    @Test
    void aRuleAddedByHandIsReportedOnceAndOnlyByDriftWhenTheStateHasIt() {
        String fresh = drift("{'ingress':[]}", "{'ingress':[" + OURS + "," + STRANGER + "]}");
        String after = state("'ingress':[" + OURS + "," + STRANGER + "]", RULE) + CONFIGURATION;
        assertThat(read(fresh, "", after)).singleElement().satisfies(change -> assertThat(
                        change.after("ingress[0].from_port").text())
                .isEqualTo("22"));
        String known = drift(
                "{'ingress':[" + OURS + "," + STRANGER + "],'arn':null}",
                "{'ingress':[" + OURS + "," + STRANGER + "],'arn':'a'}");
        assertThat(read(known, "", after)).isEmpty();
        assertThat(parts(json(known, "", after)).drift(Ignored.NOTHING).drift()).hasSize(1);
    }

    @Test
    void aRuleOfTheOlderTypeHasItsOwner() {
        String rule =
                "{'address':'aws_security_group_rule.r','mode':'managed','type':'aws_security_group_rule','values':"
                        + "{'type':'%s','security_group_id':'sg-1','protocol':'tcp','from_port':22,'to_port':22,"
                        + "'cidr_blocks':['0.0.0.0/0']}}";
        String fresh = drift("{'ingress':[]}", "{'ingress':[" + STRANGER + "]}");
        assertThat(read(fresh, "", state("'ingress':[" + STRANGER + "]", rule.formatted("ingress")) + CONFIGURATION))
                .isEmpty();
        assertThat(read(fresh, "", state("'ingress':[" + STRANGER + "]", rule.formatted("egress")) + CONFIGURATION))
                .hasSize(1);
    }

    @Test
    void whatThePlanSetsBackIsReportedAlsoWhenADynamicBlockSetsIt() {
        String drift = drift("{'egress':[{'port':1}],'arn':'a'}", "{'egress':[{'port':2}],'arn':'b'}");
        String back = "{'address':'" + GROUP + "','type':'aws_security_group','change':{'actions':['update'],"
                + "'before':{'egress':[{'port':2}],'arn':'b'},'after':{'egress':[{'port':1}],'arn':'b'}}}";
        assertThat(read(drift, "", CONFIGURATION)).isEmpty();
        assertThat(read(drift, back, CONFIGURATION)).singleElement().satisfies(change -> assertThat(
                        change.changed().map(Attribute::path))
                .containsExactly("egress[0].port"));
    }

    @Test
    void whatAnInterruptedApplyLeftIsNoChangeOutside() {
        String drift = drift("{'tags':null}", "{'tags':{'a':'1'}}");
        String replaced = "{'address':'" + GROUP + "','type':'aws_security_group','action_reason':'%s','change':"
                + "{'actions':['delete','create'],'before':{},'after':{}}}";
        assertThat(read(drift, replaced.formatted("replace_because_tainted"), CONFIGURATION))
                .isEmpty();
        assertThat(read(drift, replaced.formatted("replace_by_request"), CONFIGURATION))
                .hasSize(1);
        String tainted = state("'tags':{'a':'1'}").replace("'mode'", "'tainted':true,'mode'");
        assertThat(read(drift, "", tainted + CONFIGURATION)).isEmpty();
    }

    @Test
    void aMovedResourceWasNotChanged() {
        String moved = drift("{'tags':{}}", "{'tags':{}}").replace("'update'", "'no-op'");
        assertThat(read(moved, "", "")).isEmpty();
        assertThat(read(moved.replace("'no-op'", "'delete'"), "", CONFIGURATION))
                .hasSize(1);
    }

    private static String drift(String before, String after) {
        return "{'address':'" + GROUP + "','type':'aws_security_group','change':{'actions':['update'],'before':"
                + before + ",'after':" + after + "}}";
    }

    private static String state(String values, String... others) {
        return ",'prior_state':{'format_version':'1.0','values':{'outputs':{'resources':{'value':[1]}},'root_module':"
                + "{'resources':[{'address':'" + GROUP + "','mode':'managed','type':'aws_security_group','values':"
                + "{'id':'sg-1'," + values + "}}],'child_modules':[{'address':'module.a','resources':["
                + String.join(",", others) + "]}]}}}";
    }

    private static List<Change> read(String drift, String changes, String more) {
        return parts(json(drift, changes, more)).build(Ignored.NOTHING).drift();
    }

    private static String json(String drift, String changes, String more) {
        return "{'format_version':'1.2','resource_drift':[" + drift + "],'resource_changes':[" + changes + "]" + more
                + "}";
    }

    private static PlanBuilder parts(String json) {
        return PlanReader.parts(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)));
    }
}
