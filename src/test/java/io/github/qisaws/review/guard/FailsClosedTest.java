package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard does not know, cannot read, or does not see in a plan is never silently accepted. */
class FailsClosedTest {
    private static final String SECRET_LIST = "{'after_sensitive':{'ingress':true}}";

    @ParameterizedTest
    @ValueSource(strings = {"'delete'", "'delete','create'", "'forget'"})
    void aTypeThatTheCatalogueLacksIsNamed(String actions) {
        Plan plan = new PlanJson()
                .change("acme_thing.a", actions, "{'x':1}", actions.contains("create") ? "{'x':2}" : "null")
                .change("acme_thing.b", actions, "{'x':1}", actions.contains("create") ? "{'x':2}" : "null")
                .plan();
        Finding finding = Judged.only(plan);
        assertThat(finding.rule()).isEqualTo(RuleName.UNJUDGED_TYPE);
        assertThat(finding.words())
                .startsWith("2 resources of a type that qis-aws does not know")
                .contains("acme_thing (2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"random_id.x", "null_resource.x", "terraform_data.x", "time_static.x"})
    void aTypeThatIsKnownToHoldNothingIsQuiet(String address) {
        assertThat(Judged.rules(PlanJson.of(address, "'delete'", "{'x':1}", "null")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "google_sql_database_instance.x",
                "azurerm_storage_account.x",
                "kubernetes_persistent_volume_claim.x",
                "awscc_rds_db_instance.x",
                "aws_cognito_user_pool.x"
            })
    void dataOfAnyProviderBlocks(String address) {
        assertThat(Judged.only(PlanJson.of(address, "'delete'", "{'x':1}", "null"))
                        .blocks())
                .isTrue();
    }

    @Test
    void deletionProtectionBeforeTheChangeIsTakenForData() {
        Plan plan = PlanJson.of("acme_thing.x", "'delete'", "{'deletion_protection':true}", "null");
        assertThat(Judged.only(plan).rule()).isEqualTo(RuleName.DESTROYS_DATA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_db_instance | publicly_accessible | false | true | PUBLIC_STORAGE
            aws_db_instance | backup_retention_period | 7 | 0 | BACKUP_REDUCED
            aws_rds_cluster | deletion_protection | true | false | PROTECTION_REDUCED
            aws_s3_bucket_public_access_block | block_public_acls | true | false | PUBLIC_STORAGE
            """)
    void hiddenAndUnknownValuesAreJudged(String type, String attribute, String before, String after, RuleName rule) {
        String old = "{'" + attribute + "':" + before + "}";
        Plan hidden = new PlanJson()
                .change(
                        type + ".x",
                        "'update'",
                        old,
                        "{'" + attribute + "':" + after + "}",
                        "{'after_sensitive':{'" + attribute + "':true}}")
                .plan();
        assertThat(Judged.only(hidden).rule()).isEqualTo(rule);
        assertThat(Judged.only(hidden).words()).contains("(sensitive)");
        Plan unknown = new PlanJson()
                .change(type + ".x", "'update'", old, "{}", "{'after_unknown':{'" + attribute + "':true}}")
                .plan();
        assertThat(Judged.only(unknown).rule()).isEqualTo(rule);
        assertThat(Judged.only(unknown).level()).isEqualTo(Level.WARN);
    }

    @Test
    void whatAHiddenListHoldsIsJudgedAndNotTold() {
        Plan plan = new PlanJson()
                .change(
                        "aws_security_group.x",
                        "'update'",
                        "{'ingress':[]}",
                        "{'ingress':[{'cidr_blocks':['0.0.0.0/0'],'from_port':22,'to_port':22,'protocol':'tcp'}]}",
                        SECRET_LIST)
                .plan();
        Finding finding = Judged.only(plan);
        assertThat(finding.rule()).isEqualTo(RuleName.OPEN_TO_WORLD);
        assertThat(finding.blocks()).isTrue();
        assertThat(finding.words()).contains("(sensitive)").doesNotContain("0.0.0.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            '0.0.0.0/0000' | BLOCK
            '0.0.0.0/1','128.0.0.0/1' | BLOCK
            '0.0.0.0/8','1.0.0.0/8' | BLOCK
            'anything' | WARN
            """)
    void addressesAreAddedUpAndMustBeReadable(String cidrs, Level level) {
        assertThat(Judged.only(ssh(cidrs)).level()).isEqualTo(level);
    }

    @Test
    void aPrivateNetworkIsFine() {
        assertThat(Judged.rules(ssh("'10.0.0.0/8'"))).isEmpty();
    }

    private static Plan ssh(String cidrs) {
        return PlanJson.of(
                "aws_security_group_rule.x",
                "'create'",
                "null",
                "{'type':'ingress','protocol':'tcp','from_port':22,'to_port':22,'cidr_blocks':[" + cidrs + "]}");
    }

    @ParameterizedTest
    @CsvSource({"create,true", "update,false"})
    void aProvisionerOfAResourceThatIsCreatedBlocks(String action, boolean found) {
        Plan plan = new PlanJson()
                .change(
                        "module.a.terraform_data.x[0]",
                        "'" + action + "'",
                        action.equals("create") ? "null" : "{'a':1}",
                        "{'a':2}")
                .with(
                        "configuration",
                        "{'root_module':{'module_calls':{'a':{'module':{'resources':[{'address':'terraform_data.x',"
                                + "'provisioners':[{'type':'local-exec'}]}]}}}}}")
                .plan();
        assertThat(Judged.rules(plan)).isEqualTo(found ? List.of(RuleName.RUNS_PROGRAM) : List.of());
    }

    @Test
    void anExternalProgramBlocksWhateverChanges() {
        Plan plan = new PlanJson()
                .with(
                        "configuration",
                        "{'root_module':{'resources':[{'address':'data.external.x','mode':'data','type':'external'}]}}")
                .plan();
        Finding finding = Judged.only(plan);
        assertThat(finding.rule()).isEqualTo(RuleName.RUNS_PROGRAM);
        assertThat(finding.subject()).isEqualTo("data.external.x");
        assertThat(finding.blocks()).isTrue();
    }

    @Test
    void aRuleOfASecurityGroupWhoseDirectionIsNotKnownCounts() {
        Plan plan = new PlanJson()
                .change(
                        "aws_security_group_rule.x",
                        "'create'",
                        "null",
                        "{'cidr_blocks':['0.0.0.0/0'],'protocol':'tcp','from_port':22,'to_port':22}",
                        "{'after_unknown':{'type':true}}")
                .plan();
        assertThat(Judged.rules(plan)).containsExactly(RuleName.OPEN_TO_WORLD);
    }

    @Test
    void aPublicAccessBlockWithoutASwitchThatWasOnIsWeaker() {
        Plan plan = PlanJson.of(
                "aws_s3_bucket_public_access_block.x", "'update'", "{'block_public_policy':true}", "{'bucket':'b'}");
        assertThat(Judged.rules(plan)).containsExactly(RuleName.PUBLIC_STORAGE);
    }

    @Test
    void aChangeWithoutATypeHasTheTypeOfItsAddress() {
        Plan plan = PlanJson.read("""
                {"format_version": "1.2", "resource_changes": [{
                  "address": "module.a[\\"x.y\\"].aws_db_instance.x[0]",
                  "change": {"actions": ["update"], "before": {"publicly_accessible": false}, "after": {"publicly_accessible": true}}
                }]}""");
        assertThat(plan.changes().get(0).type()).isEqualTo("aws_db_instance");
        assertThat(Judged.rules(plan)).containsExactly(RuleName.PUBLIC_STORAGE);
    }

    @Test
    void aServiceThatOthersReachIsNamedWhenItGoes() {
        Finding finding = Judged.only(PlanJson.of("aws_ecs_service.web", "'delete'", "{'id':'s'}", "null"));
        assertThat(finding.rule()).isEqualTo(RuleName.SERVICE_REMOVED);
        assertThat(finding.words()).contains("\"web\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_cloudwatch_log_group | {'retention_in_days':365} | {'retention_in_days':1} | RETENTION_REDUCED
            aws_s3_bucket_lifecycle_configuration | {'rule':[]} | {'rule':[{'expiration':[{'days':1}]}]} | RETENTION_REDUCED
            aws_backup_plan | {'rule':[{'schedule':'daily'}]} | {'rule':[{'schedule':'never'}]} | BACKUP_REDUCED
            aws_ecs_service | {'desired_count':2} | {'desired_count':0} | SERVICE_REMOVED
            aws_iam_role | {'permissions_boundary':'b'} | {} | IAM_BROADENED
            aws_s3_bucket_ownership_controls | {'rule':[{'object_ownership':'BucketOwnerEnforced'}]} | {'rule':[{'object_ownership':'ObjectWriter'}]} | PROTECTION_REDUCED
            """)
    void aLossInPlaceIsFoundByTypeAndPath(String type, String before, String after, RuleName rule) {
        assertThat(Judged.only(PlanJson.of(type + ".x", "'update'", before, after))
                        .rule())
                .isEqualTo(rule);
    }
}
