package io.github.qisaws.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Policy;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The sentence about a resource")
class ItemTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aws_subnet.public[\"eu-west-1a\"] | 'create'          | subnet \"public\" (eu-west-1a) will be created",
                "module.a.aws_lb.this              | 'update'          | load balancer will be updated in place",
                "aws_instance.web[0]               | 'delete'          | server \"web\" will be destroyed",
                "aws_instance.web[1]               | 'delete','create' | server \"web\" (1) will be replaced (destroy, then create)",
                "aws_instance.web                  | 'dance'           | server \"web\" has an action that qis-aws does not recognize"
            })
    void namesTypeNameAndAction(String address, String actions, String sentence) {
        assertThat(sentences(PlanJson.of(address, actions, "{}", "{}"))).containsExactly(sentence);
    }

    @Test
    void theFirstIndexIsShownAmongOthers() {
        Plan plan = new PlanJson()
                .change("aws_instance.web[0]", "'delete'", "{}", "null")
                .change("aws_instance.web[1]", "'no-op'", "{}", "{}")
                .plan();
        assertThat(sentences(plan)).containsExactly("server \"web\" (0) will be destroyed");
    }

    @Test
    void aMoveAndAnImportComeBeforeTheAction() {
        Plan plan = PlanJson.read("""
                {"format_version": "1.2", "resource_changes": [{"address": "aws_lb.new", "type": "aws_lb",
                  "previous_address": "aws_lb.old", "change": {"actions": ["update"], "importing": {"id": "i-1"}}}]}
                """);
        assertThat(sentences(plan))
                .containsExactly("load balancer \"new\" will be moved from aws_lb.old and will be imported (i-1)"
                        + " and will be updated in place");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "google_storage_bucket.b | 'forget' | (it stays in Google Cloud and keeps incurring cost)",
                "aws_s3_bucket.b         | 'forget' | (it stays in AWS and keeps incurring cost)",
                "github_repository.b     | 'forget' | (it is not destroyed)"
            })
    void whatIsForgottenStaysInItsOwnCloud(String address, String actions, String end) {
        assertThat(sentences(PlanJson.of(address, actions, "{}", "{}")))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).endsWith(end));
    }

    @Test
    void aReplacementHasItsReasonAndItsMarks() {
        assertThat(sentences(PlanJson.read("""
                {"format_version": "1.2", "resource_changes": [{"address": "azurerm_x.y", "type": "azurerm_x",
                  "action_reason": "replace_because_tainted", "change": {"actions": ["delete", "create"]}}]}
                """)).get(0)).contains("Azure x \"y\"", " because it is tainted");
        Plan odd = new PlanJson()
                .change(
                        "aws_x.y",
                        "'delete','create'",
                        "{'a b':1,'c':[1,2]}",
                        "{'a b':2,'c':[2,3]}",
                        "{'replace_paths':[['a b'],['c',0]]}")
                .plan();
        assertThat(sentences(odd).get(0)).endsWith(" because attributes [\"a b\"], c[1] cannot be updated in place");
    }

    @Test
    void anUpdateWithoutAVisibleDifferenceIsNotCalledATagChange() {
        PlanJson same = new PlanJson().change("module.a.aws_lb.x", "'update'", "{'a':1}", "{'a':1}");
        assertThat(sentences(same.plan()).get(0)).contains("no value in the plan differs");
        assertThat(headline(same)).isEmpty();
    }

    @Test
    void aModuleOfAStrangerHasNoWordsOfOurs() {
        assertThat(headline(new PlanJson()
                        .change(
                                "module.database.aws_instance.x",
                                "'update'",
                                "{'instance_type':'a'}",
                                "{'instance_type':'b'}")))
                .isEqualTo("Server restart.");
        assertThat(headline(new PlanJson()
                        .change("module.b.aws_autoscaling_group.x", "'update'", "{'max_size':4}", "{'max_size':8}")))
                .isEqualTo("Maximum servers: 4 → 8.");
    }

    @Test
    void checksThatRunDuringTheApplyAreOneLine() {
        String check = "{'address':{'to_display':'check.a'},'status':'unknown'}";
        Review review = review(
                new PlanJson().with("checks", "[" + check + "," + check + "]").plan());
        assertThat(review.findings()).isEmpty();
        assertThat(review.pending()).contains("2 checks run during the apply.");
    }

    @Test
    void whatHappenedOutsideTerraformIsInThePast() {
        Plan plan = new PlanJson()
                .drift("aws_lb.a", "'update'", "{'idle_timeout':60}", "{'idle_timeout':300}")
                .drift("aws_lb.b", "'delete'", "{}", "null")
                .plan();
        Review review = review(plan);
        assertThat(review.drift().stream().map(Item::sentence))
                .containsExactly("load balancer \"a\" was changed", "load balancer \"b\" was deleted");
        assertThat(review.sentence()).isEqualTo("no changes, but 2 resources changed outside Terraform.");
    }

    @Test
    void aComponentIsNotCalledDestroyedForOneOfItsResources() {
        PlanJson plan = new PlanJson().change("module.a.aws_route.one", "'delete'", "{}", "null");
        assertThat(headline(plan)).isEqualTo("Will be destroyed.");
        assertThat(headline(plan.change("module.a.aws_route.two", "'no-op'", "{}", "{}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                 | If the data loss is intended, rerun with --allow-destroy 'aws_ebs_volume.a'.",
                "delete_because_no_resource_config  | Restore its block, or plan with --allow-destroy 'aws_ebs_volume.a'.",
                "delete_because_no_module           | Restore its module, or plan with --allow-destroy 'aws_ebs_volume.a'."
            })
    void theFixFitsTheReason(String reason, String fix) {
        Plan plan = PlanJson.read("""
                {"format_version": "1.2", "resource_changes": [{"address": "aws_ebs_volume.a", "type": "aws_ebs_volume",
                  "action_reason": "%s", "change": {"actions": ["delete"], "before": {"size": 1}}}]}
                """.formatted(reason.replace("'", "")));
        assertThat(review(plan).findings().stream().map(Finding::fix)).containsExactly(fix);
    }

    private static String headline(PlanJson plan) {
        return review(plan.plan()).components().get(0).headline();
    }

    private static List<String> sentences(Plan plan) {
        return review(plan).components().stream()
                .flatMap(component -> component.items().stream())
                .map(Item::sentence)
                .toList();
    }

    private static Review review(Plan plan) {
        return Review.of("demo", plan, List.of(), Policy.STRICT);
    }
}
