package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a loss or an opening and is none, each beside the nearest plan that is one. */
class FalseAlarmTest {
    private static final String OBJECT = "aws_s3_object.package";
    private static final String KEY_FORCES = "{'replace_paths':[['key']]}";
    private static final String SECRET = "aws_secretsmanager_secret_version.it";
    private static final String VALUE_FORCES = "{'replace_paths':[['secret_string']]}";

    @Test
    void anEphemeralResourceThatOpenTofuOpensIsNoChange() {
        Plan plan = Judged.with("'mode':'ephemeral',", "ephemeral.random_password.it", "'open'", "null", "null");
        assertThat(Judged.findings(plan)).isEmpty();
        assertThat(plan.changes()).noneMatch(change -> change.happens());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            managed | 'open'
            ephemeral | 'open','close'
            ephemeral | ""
            """)
    void anyOtherUnknownActionIsBlocked(String mode, String actions) {
        assertThat(Judged.rules(Judged.with("'mode':'" + mode + "',", "random_password.it", actions, "null", "null")))
                .containsExactly(RuleName.UNKNOWN_ACTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_launch_template | {'block_device_mappings':[{'ebs':[{'volume_size':%s}]}]} |
            aws_opensearch_domain | {'ebs_options':[{'volume_size':%s}]} | DOWNGRADE
            aws_instance | {'root_block_device':[{'volume_size':%s}]} | VOLUME_SHRINKS
            """)
    void onlyASmallerDiskOfAServerThatExistsShrinks(String type, String attributes, RuleName rule) {
        Plan plan = PlanJson.of(type + ".it", "'update'", attributes.formatted("100"), attributes.formatted("50"));
        assertThat(Judged.rules(plan)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void anObjectAtAKeyThatFollowsFromItsFileIsUploadedAgain() {
        assertLook(
                replaced(OBJECT, "{'key':'a.zip','source':'fn.zip'}", "{'key':'b.zip','source':'fn.zip'}", KEY_FORCES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'key':'a.zip'} | {'key':'b.zip','source':'fn.zip'} | {'replace_paths':[['key']]}
            {'key':'a.zip','source':'fn.zip'} | {'key':'b.zip'} | {'replace_paths':[['key']]}
            {'bucket':'a','key':'a','source':'f'} | {'bucket':'b','key':'b','source':'f'} | {'replace_paths':[['key'],['bucket']]}
            {'key':'a.zip','source':'fn.zip'} | {'key':'b.zip','source':'fn.zip'} | {}
            """)
    void anyOtherReplacedObjectIsALoss(String before, String after, String paths) {
        assertThat(Judged.rules(replaced(OBJECT, before, after, paths))).containsExactly(RuleName.REPLACES_DATA);
    }

    @Test
    void anObjectThatIsOnlyDestroyedIsALoss() {
        assertThat(Judged.rules(PlanJson.of(OBJECT, "'delete'", "{'key':'a.zip','source':'fn.zip'}", "null")))
                .containsExactly(RuleName.DESTROYS_DATA);
    }

    @Test
    void aSecretWhoseValueMovesToAWriteOnlyAttributeIsNotEmpty() {
        assertLook(replaced(
                SECRET, "{'secret_string':'s'}", "{'secret_string':null,'secret_string_wo_version':1}", VALUE_FORCES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'secret_string':null} | {'replace_paths':[['secret_string']]}
            {'secret_string':'t','secret_string_wo_version':1} | {'replace_paths':[['secret_string']]}
            {'secret_id':'t','secret_string_wo_version':1} | {'replace_paths':[['secret_string'],['secret_id']]}
            """)
    void anyOtherReplacedSecretVersionIsALoss(String after, String paths) {
        assertThat(Judged.rules(replaced(SECRET, "{'secret_string':'s'}", after, paths)))
                .containsExactly(RuleName.REPLACES_DATA);
    }

    @ParameterizedTest
    @CsvSource({"memcached,SERVICE_REMOVED", "redis,DESTROYS_DATA", "valkey,DESTROYS_DATA", ",DESTROYS_DATA"})
    void onlyACacheThatKeepsNothingHoldsNoData(String engine, RuleName rule) {
        String before = engine == null ? "{}" : "{'engine':'" + engine + "'}";
        assertThat(Judged.rules(PlanJson.of("aws_elasticache_cluster.it", "'delete'", before, "null")))
                .containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'expressions':{'description':{}}}"})
    void aPolicyThatTheConfigurationLeavesToAwsIsNoOpening(String block) {
        assertThat(Judged.rules(unknownPolicy("'create'", "null", block))).isEmpty();
    }

    @Test
    void aPolicyThatTheConfigurationSetsIsLookedAt() {
        String block = "{'expressions':{'policy':{'references':['aws_sns_topic.t.arn']}}}";
        assertThat(Judged.rules(unknownPolicy("'create'", "null", block))).containsExactly(RuleName.IAM_BROADENED);
    }

    @Test
    void anExistingPolicyThatBecomesUnknownIsLookedAt() {
        assertThat(Judged.rules(unknownPolicy("'update'", "{}", "{}"))).containsExactly(RuleName.IAM_BROADENED);
    }

    @Test
    void nothingIsProvenByAConfigurationWithoutTheResource() {
        PlanJson plan = unknownPolicy("'create'", "null");
        assertThat(Judged.rules(plan.plan())).containsExactly(RuleName.IAM_BROADENED);
        plan.with("configuration", "{'root_module':{'resources':[]}}");
        assertThat(Judged.rules(plan.plan())).containsExactly(RuleName.IAM_BROADENED);
    }

    /** The configuration in a plan does not contain dynamic blocks, so that a missing block proves nothing. */
    @Test
    void unknownRulesOfASecurityGroupAreLookedAtAlthoughNoBlockIsShown() {
        Plan plan = new PlanJson()
                .change("aws_security_group.it", "'create'", "null", "{}", "{'after_unknown':{'ingress':true}}")
                .with("configuration", "{'root_module':{'resources':[{'address':'aws_security_group.it'}]}}")
                .plan();
        assertThat(Judged.rules(plan)).containsExactly(RuleName.OPEN_TO_WORLD);
    }

    private static PlanJson unknownPolicy(String action, String before) {
        return new PlanJson().change("aws_kms_key.it", action, before, "{}", "{'after_unknown':{'policy':true}}");
    }

    private static Plan unknownPolicy(String action, String before, String block) {
        String resource = block.replaceFirst("\\{", "{'address':'aws_kms_key.it'" + (block.equals("{}") ? "" : ","));
        return unknownPolicy(action, before)
                .with("configuration", "{'root_module':{'resources':[" + resource + "]}}")
                .plan();
    }

    private static Plan replaced(String address, String before, String after, String paths) {
        return new PlanJson()
                .change(address, "'delete','create'", before, after, paths)
                .plan();
    }

    private static void assertLook(Plan plan) {
        Finding finding = Judged.only(plan);
        assertThat(finding.rule()).isEqualTo(RuleName.SERVICE_REMOVED);
        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.words()).startsWith("Will be destroyed, replaced, or removed from state: ");
        assertThat(finding.fix()).isEqualTo("Check that nothing else uses it.");
    }
}
