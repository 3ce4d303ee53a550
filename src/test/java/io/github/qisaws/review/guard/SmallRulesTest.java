package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.TwoServer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traffic, volumes, changes by hand, and the plan as a whole: what lies just beside each rule. */
class SmallRulesTest {
    private static final String NEW_TLS = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private static final String OLD_TLS = "ELBSecurityPolicy-2016-08";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_lb_listener | HTTPS | forward | HTTP | forward | true
            aws_lb_listener | HTTP | redirect | HTTP | forward | true
            aws_lb_listener | HTTP | forward | HTTP | forward | false
            aws_lb_listener | HTTP | forward | HTTP | redirect | false
            aws_lb_listener | HTTP | redirect | HTTPS | forward | false
            aws_alb_listener | HTTPS | forward | HTTP | forward | true
            aws_lb_target_group | HTTPS | forward | HTTP | forward | false
            """)
    void onlyAListenerThatNewlyForwardsPlainTrafficIsFound(
            String type, String protocol, String action, String newProtocol, String newAction, boolean found) {
        Plan plan = PlanJson.of(type + ".x", "'update'", listener(protocol, action), listener(newProtocol, newAction));
        assertThat(Judged.of(plan, RuleName.UNENCRYPTED_TRAFFIC).isPresent()).isEqualTo(found);
    }

    private static String listener(String protocol, String action) {
        return "{'port':80,'protocol':'" + protocol + "','default_action':[{'type':'" + action + "'}]}";
    }

    @ParameterizedTest
    @CsvSource({
        NEW_TLS + "," + OLD_TLS + ",true",
        OLD_TLS + "," + OLD_TLS + ",false",
        OLD_TLS + "," + NEW_TLS + ",false",
        NEW_TLS + ",ELBSecurityPolicy-TLS-1-1-2017-01,true"
    })
    void onlyAnOldTlsPolicyThatIsNewIsFound(String before, String after, boolean found) {
        Plan plan = PlanJson.of(
                "aws_lb_listener.x",
                "'update'",
                "{'port':1,'ssl_policy':'" + before + "'}",
                "{'port':2,'ssl_policy':'" + after + "'}");
        assertThat(Judged.of(plan, RuleName.UNENCRYPTED_TRAFFIC)
                        .map(finding -> finding.words().contains(after))
                        .orElse(false))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "update,100,50,true",
        "update,50,50.0,false",
        "update,50,100,false",
        "update,50,'\"x\"',true",
        "update,'\"50\"','\"10\"',true",
        "update,null,10,false",
        "update,50,null,true"
    })
    void aVolumeShrinksOnlyInPlaceAndOnlyToASmallerNumber(String action, String before, String after, boolean found) {
        Plan plan = PlanJson.of(
                "aws_ebs_volume.x", "'" + action + "'", "{'size':" + before + "}", "{'size':" + after + "}");
        assertThat(Judged.of(plan, RuleName.VOLUME_SHRINKS).isPresent()).isEqualTo(found);
    }

    @Test
    void aVolumeThatIsReplacedBySmallerOneIsALossAndNoShrinking() {
        Plan plan = PlanJson.of("aws_ebs_volume.x", "'delete','create'", "{'size':100}", "{'size':50}");
        assertThat(Judged.rules(plan)).containsExactly(RuleName.REPLACES_DATA);
    }

    @Test
    void whatIsDestroyedIsNotAlsoCalledLessProtected() {
        Plan plan = PlanJson.of("aws_lb.x", "'delete'", "{'enable_deletion_protection':true}", "null");
        assertThat(Judged.rules(plan)).containsExactlyInAnyOrder(RuleName.DELETION_PROTECTED, RuleName.WEB_DOWNTIME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'a':60} | {'a':300} | {'a':300} | {'a':60} | true
            {'a':60} | {'a':300} | {'a':300} | {'a':90} | false
            {'a':60} | {'a':300} | {'b':1} | {'b':2} | false
            {'tags_all':{'x':'1'}} | {'tags_all':{'x':'2'}} | {'tags_all':{'x':'2'}} | {'tags_all':{'x':'1'}} | false
            """)
    void onlyAValueThatIsSetBackUndoesAChangeByHand(
            String before, String byHand, String now, String planned, boolean found) {
        Plan plan = new PlanJson()
                .drift("aws_lb.x", "'update'", before.strip(), byHand.strip())
                .change("aws_lb.x", "'update'", now.strip(), planned.strip())
                .plan();
        assertThat(Judged.of(plan, RuleName.UNDOES_OUTSIDE_CHANGES).isPresent()).isEqualTo(found);
    }

    @Test
    void whatWasDeletedByHandIsNamedOnlyIfThePlanCreatesIt() {
        PlanJson deleted = new PlanJson().drift("aws_ebs_volume.x", "'delete'", "{'size':1}", "null");
        assertThat(Judged.rules(deleted.plan())).isEmpty();
        deleted.change("aws_ebs_volume.x", "'no-op'", "{'size':1}", "{'size':1}");
        assertThat(Judged.rules(deleted.plan())).isEmpty();
    }

    @Test
    void whatHeldDataAndWasDeletedByHandIsRestoredFirst() {
        assertThat(vanished("aws_ebs_volume").fix()).contains("backup");
        assertThat(vanished("aws_route").fix()).doesNotContain("backup");
    }

    private static Finding vanished(String type) {
        return Judged.only(new PlanJson()
                .drift(type + ".x", "'delete'", "{'size':1}", "null")
                .change(type + ".x", "'create'", "null", "{'size':1}")
                .plan());
    }

    @Test
    void aFailedCheckIsToldWithItsMessage() {
        String checks = "[{'address':{'to_display':'check.health'},'status':'%s',"
                + "'instances':[{'problems':[{'message':'no answer'}]}]}]";
        assertThat(Judged.only(new PlanJson()
                                .with("checks", checks.formatted("fail"))
                                .plan())
                        .words())
                .contains("no answer");
        assertThat(Judged.only(new PlanJson()
                                .with("checks", "[{'address':{'to_display':'c'},'status':'error'}]")
                                .plan())
                        .words())
                .isEqualTo("Terraform could not evaluate this check.");
    }

    @Test
    void aFailedPlanIsToldOnce() {
        PlanJson plan = new PlanJson().with("errored", "true").with("complete", "false");
        assertThat(Judged.only(plan.plan()).words())
                .isEqualTo("Planning failed, so this plan does not show every change.");
    }

    @Test
    void whatIsNotInThePlanIsToldWithAddressesAndReasons() {
        String deferred = "[{'reason':'instance_count_unknown','resource_change':{'address':'aws_subnet.s','change':"
                + "{'actions':['create']}}}]";
        String now = "[{'address':'action.c.d'},{'address':'action.e.f','lifecycle_action_trigger':"
                + "{'triggering_resource_address':'aws_vpc.main','action_trigger_event':'AfterUpdate'}}]";
        Finding all = Judged.only(new PlanJson()
                .with("complete", "false")
                .with("deferred_changes", deferred)
                .with("action_invocations", now)
                .plan());
        assertThat(all.words())
                .isEqualTo("1 change is deferred to a later plan: aws_subnet.s (will be created; its count or for_each"
                        + " is not known yet). 2 provider actions will run during this apply, and the plan does not show"
                        + " their effects: action.c.d (invoked by itself); action.e.f (after update of aws_vpc.main).");
        assertThat(all.fix()).isEqualTo("Plan again after the apply.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'no-op' | {'size':10} | null | true
            'no-op' | {'size':10} | {'size':5} | true
            'no-op' | {'size':10} | {'size':10} | false
            'update' | {'size':10} | null | true
            'delete' | null | null | false
            """)
    void anActionThatTheValuesContradictIsNotBelieved(String action, String before, String after, boolean found) {
        Plan plan = PlanJson.of("aws_route.x", action, before, after);
        assertThat(Judged.of(plan, RuleName.UNKNOWN_ACTION).isPresent()).isEqualTo(found);
    }

    @Test
    void aResourceInTheStateThatThePlanDoesNotMentionIsTold() {
        String state = "{'values':{'root_module':{'resources':[{'address':'aws_route.x','mode':'managed'},"
                + "{'address':'data.aws_ami.a','mode':'data'}],"
                + "'child_modules':[{'resources':[{'address':'module.m.aws_route.y','mode':'managed'}]}]}}}";
        PlanJson plan = new PlanJson().with("prior_state", state);
        assertThat(Judged.only(plan.plan()).rule()).isEqualTo(RuleName.PLAN_INCOMPLETE);
        assertThat(Judged.only(plan.plan()).words()).contains("2 resources");
        plan.change("aws_route.x", "'no-op'", "{'a':1}", "{'a':1}");
        assertThat(Judged.only(plan.plan()).words()).contains("1 resource in the state");
        plan.change("module.m.aws_route.y", "'no-op'", "{'a':1}", "{'a':1}");
        assertThat(Judged.rules(plan.plan())).isEmpty();
        assertThat(Judged.rules(new PlanJson()
                        .with("prior_state", state)
                        .drift("aws_route.x", "'update'", "{'a':1}", "{'a':2}")
                        .plan()))
                .as("refresh-only")
                .isEmpty();
    }

    @Test
    void aPlanThatTerraformWouldNotApplyIsNotedOnlyIfItHasChanges() {
        PlanJson plan = new PlanJson().with("applyable", "false");
        assertThat(Judged.rules(plan.plan())).isEmpty();
        plan.change("aws_route.x", "'create'", "null", "{'a':1}");
        assertThat(Judged.only(plan.plan()).level()).isEqualTo(Level.NOTE);
        assertThat(Judged.only(plan.plan()).rule()).isEqualTo(RuleName.PLAN_INCOMPLETE);
    }

    @Test
    void theHeaviestFindingIsFirstAndAcceptedOnesAreLast() {
        Plan plan = new PlanJson()
                .change("aws_ebs_volume.x", "'update'", "{'size':2}", "{'size':1}")
                .change(
                        "aws_lb.x",
                        "'update'",
                        "{'enable_deletion_protection':true}",
                        "{'enable_deletion_protection':false}")
                .plan();
        assertThat(Judged.rules(plan)).containsExactly(RuleName.VOLUME_SHRINKS, RuleName.PROTECTION_REDUCED);
        Policy accepting = Policy.STRICT.accepting(Map.of("volume-shrinks", "it is empty"));
        assertThat(Guard.judge(plan, TwoServer.calls(), accepting))
                .extracting(Finding::rule)
                .containsExactly(RuleName.PROTECTION_REDUCED, RuleName.VOLUME_SHRINKS);
    }

    @Test
    void aResourceIsNamedInWords() {
        assertThat(Catalogue.OURS.words("aws_future_thing")).isEqualTo("future thing");
        assertThat(Catalogue.OURS.words("aws_ebs_volume")).isNotEmpty().isNotEqualTo("ebs volume");
        assertThat(ResourceWords.of(PlanJson.of("aws_ebs_volume.some", "'create'", "null", "{}")
                        .changes()
                        .get(0)))
                .startsWith(Catalogue.OURS.words("aws_ebs_volume"))
                .contains("some");
        assertThat(ResourceWords.count(1, "resource")).isEqualTo("1 resource");
        assertThat(ResourceWords.count(2, "resource")).isEqualTo("2 resources");
        assertThat(ResourceWords.capital("data volume")).isEqualTo("Data volume");
        assertThat(ResourceWords.capital("")).isEmpty();
    }

    @Test
    void eachRuleAndLevelHasItsOwnWords() {
        assertThat(Arrays.stream(RuleName.values()).map(RuleName::title))
                .doesNotHaveDuplicates()
                .allMatch(title -> !title.isBlank());
        assertThat(Arrays.stream(Level.values()).map(Level::word))
                .doesNotHaveDuplicates()
                .allMatch(word -> !word.isBlank());
        assertThat(Arrays.stream(Level.values()).map(Level::sign))
                .doesNotHaveDuplicates()
                .allMatch(sign -> !sign.isBlank());
    }
}
