package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.Plan.Postponed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences that are only true of some plans. */
class SentencesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_vpc | stays in AWS and keeps incurring cost
            awscc_ec2_vpc | stays in AWS and keeps incurring cost
            google_storage_bucket | stays in Google Cloud and keeps incurring cost
            azurerm_key_vault | stays in Azure and keeps incurring cost
            github_repository | is not destroyed
            awsome_thing | is not destroyed
            """)
    void onlyACloudKeepsAForgottenResourceAndItsCost(String type, String words) {
        assertThat(Cloud.stays(type)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete_because_no_resource_config | its block was removed from the configuration
            delete_because_no_module | its module was removed from the configuration
            delete_because_no_move_target | the moved block points to an address that does not exist
            delete_because_wrong_repetition | count or for_each was added or removed
            delete_because_count_index | count no longer includes it
            delete_because_each_key | for_each no longer includes its key
            replace_because_tainted | it is tainted: an earlier apply did not complete it
            replace_by_request | it was requested with --replace
            replace_by_triggers | a resource in its replace_triggered_by changes
            """)
    void eachReasonOfTerraformIsToldInWords(String code, String words) {
        assertThat(why(code, "{'replace_paths':[['ami']]}")).isEqualTo(" because " + words);
    }

    @Test
    void theAttributesThatForceAReplacementAreItsReason() {
        assertThat(why("replace_because_cannot_update", "{'replace_paths':[['ami']]}"))
                .isEqualTo(" because attribute ami cannot be updated in place");
        assertThat(why("", "{'replace_paths':[['ami'],['key_name']]}"))
                .isEqualTo(" because attributes ami, key_name cannot be updated in place");
        assertThat(why("replace_because_cannot_update", "{}")).isEqualTo(" because it cannot be updated in place");
        assertThat(why("a_new_reason", "{}")).isEmpty();
    }

    private static String why(String reason, String paths) {
        Plan plan = PlanJson.read(("{'format_version':'1.2','resource_changes':[{'address':'aws_instance.it','type':"
                        + "'aws_instance','action_reason':'" + reason + "','change':{'actions':['delete','create'],"
                        + "'before':{'ami':'a','key_name':'k'},'after':{'ami':'b','key_name':'l'},"
                        + paths.substring(1) + "}]}")
                .replace(",}", "}")
                .replace('\'', '"'));
        return ReplacementReasons.why(plan.changes().get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [['tags','a b']] | tags["a b"]
            [['tags']] | tags["a b"],tags.c
            [['tags','c']] | tags.c
            [['list',0]] | list[0]
            [['lis']] | ''
            """)
    void onlyAttributesAtAReplacePathForceTheReplacement(String paths, String forcing) {
        Plan plan = new PlanJson()
                .change(
                        "x_y.it",
                        "'delete','create'",
                        "{'tags':{'a b':'1','c':'1'},'list':['1','2']}",
                        "{'tags':{'a b':'2','c':'2'},'list':['3','4']}",
                        "{'replace_paths':" + paths + "}")
                .plan();
        assertThat(plan.changes().get(0).attributes().stream()
                        .filter(Attribute::replaces)
                        .map(Attribute::path))
                .containsExactlyInAnyOrder(forcing.isEmpty() ? new String[0] : forcing.split(",", -1));
    }

    @Test
    void whatIsPostponedIsToldByKindWithReasonsAndAMaximum() {
        Postponed change = new Postponed(
                Postponed.Kind.DEFERRED_CHANGE, "x_y.a", Optional.of(Action.CREATE), "deferred_prereq", "");
        Postponed action = new Postponed(Postponed.Kind.ACTION, "action.x.b", Optional.empty(), "AfterCreate", "x_y.a");
        assertThat(new Postponements(List.of(change)).words())
                .isEqualTo(
                        "1 change is deferred to a later plan: x_y.a (will be created; it depends on another deferred"
                                + " change).");
        assertThat(new Postponements(Stream.generate(() -> action).limit(12).toList()).words())
                .startsWith(
                        "12 provider actions will run during this apply, and the plan does not show their effects: ")
                .contains("action.x.b (after create of x_y.a); ")
                .endsWith("; and 2 more.");
        assertThat(new Postponements(List.of(action)).words()).contains("does not show its effects");
        assertThat(new Postponements(List.of(action)).needAnotherPlan()).isFalse();
        assertThat(new Postponements(List.of(change, action)).needAnotherPlan()).isTrue();
    }

    @Test
    void whoKeepsAChangeByHandUpdatesTheFileOrTheConfiguration() {
        Plan plan = new PlanJson()
                .drift("aws_lb.it", "'update'", "{'idle_timeout':60}", "{'idle_timeout':90}")
                .change("aws_lb.it", "'update'", "{'idle_timeout':90}", "{'idle_timeout':60}")
                .plan();
        assertThat(Judged.only(plan).words())
                .isEqualTo("This plan reverts changes made outside Terraform: idle_timeout.");
        assertThat(Judged.only(plan).fix()).isEqualTo("To keep them, update the environment file first.");
        assertThat(Guard.judge(plan, List.of(), Policy.STRICT).get(0).fix())
                .isEqualTo("To keep them, update the configuration first.");
    }

    @ParameterizedTest
    @CsvSource({"1,Check it before you apply.", "2,Check each of them before you apply."})
    void oneResourceOfAnUnknownTypeIsNotThem(int number, String fix) {
        PlanJson plan = new PlanJson();
        for (int i = 0; i < number; i++) {
            plan.change("some_thing.t" + i, "'delete'", "{'a':1}", "null");
        }
        assertThat(Judged.only(plan.plan()).words()).endsWith("The guard cannot tell whether data is lost.");
        assertThat(Judged.only(plan.plan()).fix()).isEqualTo(fix);
    }
}
