package io.github.qisaws.review.guard;

import static io.github.qisaws.review.guard.Level.BLOCK;
import static io.github.qisaws.review.guard.Level.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class RulesTest {
    private static final String RULE = "module.firewall.aws_vpc_security_group_ingress_rule.";
    private static final String BUCKET = "module.x.aws_s3_bucket_policy.b";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'create' | null | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':22,'to_port':22} | BLOCK
            'create' | null | {'cidr_ipv6':'::/0','ip_protocol':'tcp','from_port':5432,'to_port':5432} | BLOCK
            'create' | null | {'cidr_ipv4':'0.0.0.0/1','ip_protocol':'-1'} | BLOCK
            'create' | null | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':0,'to_port':443} | BLOCK
            'create' | null | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':80,'to_port':80} | WARN
            'update' | {'cidr_ipv4':'10.0.0.0/8','ip_protocol':'tcp','from_port':22,'to_port':22} | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':22,'to_port':22} | BLOCK
            'update' | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':80,'to_port':80} | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':22,'to_port':22} | BLOCK
            """)
    void aPortOpenedToTheWorldIsFound(String actions, String before, String after, Level level) {
        Plan plan = PlanJson.of(RULE + "some", "'" + actions + "'", before.strip(), after.strip());
        assertThat(level(plan, RuleName.OPEN_TO_WORLD)).contains(level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lb | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'tcp','from_port':443,'to_port':443}
            x | {'cidr_ipv4':'10.0.0.0/8','ip_protocol':'tcp','from_port':22,'to_port':22}
            x | {'cidr_ipv6':'fd00::/8','ip_protocol':'tcp','from_port':22,'to_port':22}
            x | {'cidr_ipv4':null,'referenced_security_group_id':'sg-1','ip_protocol':'-1'}
            """)
    void theLoadBalancersPortsAndPrivateAddressesAreFine(String name, String after) {
        assertThat(rules(PlanJson.of(RULE + name, "'create'", "null", after.strip())))
                .isEmpty();
    }

    @Test
    void inlineRulesOfAGroupAreReadToo() {
        Plan plan = PlanJson.of(
                "aws_security_group.internal",
                "'update'",
                "{'ingress':[{'cidr_blocks':['10.0.0.0/8'],'protocol':'tcp','from_port':5432,'to_port':5432}],"
                        + "'egress':[{'cidr_blocks':['0.0.0.0/0'],'protocol':'-1','from_port':0,'to_port':0}]}",
                "{'ingress':[{'cidr_blocks':['10.0.0.0/8','0.0.0.0/0'],'protocol':'tcp','from_port':5432,'to_port':5432}],"
                        + "'egress':[{'cidr_blocks':['0.0.0.0/0'],'protocol':'-1','from_port':0,'to_port':0}]}");
        assertThat(findings(plan)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(RuleName.OPEN_TO_WORLD);
            assertThat(finding.words()).contains("port 5432");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_efs_file_system | encrypted | true | false | ENCRYPTION_REDUCED
            aws_db_instance | storage_encrypted | true | false | ENCRYPTION_REDUCED
            aws_elasticache_cluster | transit_encryption_enabled | true | false | ENCRYPTION_REDUCED
            aws_lb | enable_deletion_protection | true | false | PROTECTION_REDUCED
            aws_instance | disable_api_termination | true | false | PROTECTION_REDUCED
            aws_s3_bucket | force_destroy | false | true | PROTECTION_REDUCED
            aws_kms_key | deletion_window_in_days | 30 | 7 | PROTECTION_REDUCED
            aws_kms_key | enable_key_rotation | true | false | PROTECTION_REDUCED
            aws_db_instance | backup_retention_period | 7 | 1 | BACKUP_REDUCED
            aws_db_instance | backup_retention_period | 7 | 0 | BACKUP_REDUCED
            aws_dlm_lifecycle_policy | state | "ENABLED" | "DISABLED" | BACKUP_REDUCED
            aws_db_instance | publicly_accessible | false | true | PUBLIC_STORAGE
            aws_s3_bucket_acl | acl | "private" | "public-read" | PUBLIC_STORAGE
            aws_s3_bucket_public_access_block | block_public_policy | true | false | PUBLIC_STORAGE
            aws_ebs_volume | size | 100 | 50 | VOLUME_SHRINKS
            """)
    void aReductionIsFound(String type, String attribute, String before, String after, RuleName rule) {
        String from = "{'" + attribute + "':" + before + "}";
        String to = "{'" + attribute + "':" + after + "}";
        assertThat(rules(PlanJson.of(type + ".it", "'update'", from, to))).containsExactly(rule);
        assertThat(rules(PlanJson.of(type + ".it", "'update'", to, from))).isEmpty();
    }

    @Test
    void removingTheBackupPlanIsFound() {
        assertThat(rules(PlanJson.of("aws_dlm_lifecycle_policy.daily", "'delete'", "{'id':'p'}", "null")))
                .containsExactly(RuleName.BACKUP_REDUCED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'Statement':[{'Effect':'Allow','Action':'s3:GetObject','Resource':'a'}]} | {'Statement':[{'Effect':'Allow','Action':['s3:GetObject','s3:PutObject'],'Resource':'a'}]} | WARN
            {'Statement':[]} | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}} | BLOCK
            {'Statement':[]} | {'Statement':[{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}]} | BLOCK
            {'Statement':[{'Effect':'Deny','Action':'s3:*','Resource':'*'}]} | {'Statement':[]} | WARN
            {'Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'a','Condition':{'Bool':{'x':'y'}}}]} | {'Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'a'}]} | WARN
            """)
    void broadenedPermissionsAreFound(String before, String after, Level level) {
        Plan plan = PlanJson.of("aws_iam_role_policy.web", "'update'", policy(before), policy(after));
        assertThat(level(plan, RuleName.IAM_BROADENED)).contains(level);
    }

    @Test
    void narrowerPermissionsAreFine() {
        String wide =
                policy("{'Statement':[{'Effect':'Allow','Action':['s3:GetObject','s3:PutObject'],'Resource':'a'}]}");
        String narrow = policy("{'Statement':[{'Effect':'Allow','Action':'s3:GetObject','Resource':'a'}]}");
        assertThat(rules(PlanJson.of("aws_iam_role_policy.web", "'update'", wide, narrow)))
                .isEmpty();
    }

    @Test
    void aBucketForEverybodyIsFound() {
        String open = policy(
                "{'Statement':[{'Effect':'Allow','Principal':{'AWS':'*'},'Action':'s3:GetObject','Resource':'a'}]}");
        assertThat(level(PlanJson.of(BUCKET, "'create'", "null", open), RuleName.PUBLIC_STORAGE))
                .contains(BLOCK);
    }

    @Test
    void administratorsAreNotMadeByTheWay() {
        Plan plan = PlanJson.of(
                "aws_iam_role_policy_attachment.a",
                "'create'",
                "null",
                "{'policy_arn':'arn:aws:iam::aws:policy/AdministratorAccess'}");
        assertThat(level(plan, RuleName.IAM_BROADENED)).contains(BLOCK);
    }

    @Test
    void plainTrafficAndOldTlsAreFound() {
        assertThat(rules(PlanJson.of(
                        "aws_lb_listener.http",
                        "'create'",
                        "null",
                        "{'protocol':'HTTP','default_action':[{'type':'forward'}]}")))
                .containsExactly(RuleName.UNENCRYPTED_TRAFFIC);
        assertThat(rules(PlanJson.of(
                        "aws_lb_listener.https",
                        "'update'",
                        "{'ssl_policy':'ELBSecurityPolicy-TLS13-1-2-2021-06'}",
                        "{'ssl_policy':'ELBSecurityPolicy-2016-08'}")))
                .containsExactly(RuleName.UNENCRYPTED_TRAFFIC);
        assertThat(rules(PlanJson.of(
                        "aws_lb_listener.http",
                        "'create'",
                        "null",
                        "{'protocol':'HTTP','default_action':[{'type':'redirect'}]}")))
                .isEmpty();
    }

    @Test
    void theWholeWebTierAwayIsFoundUnlessOthersServe() {
        PlanJson one = new PlanJson()
                .change("module.web-tier.aws_instance.web", "'delete','create'", "{'ami':'a'}", "{'ami':'b'}");
        assertThat(rules(one.plan())).containsExactly(RuleName.WEB_DOWNTIME);
        one.change("module.web-tier.aws_autoscaling_group.web", "'no-op'", "{'min_size':1}", "{'min_size':1}");
        assertThat(rules(one.plan())).isEmpty();
    }

    @Test
    void aFleetBeyondTheDatabasesConnectionsIsFound() {
        Plan plan = new PlanJson()
                .change("module.web-tier.aws_instance.web", "'no-op'", "{}", "{}")
                .change("module.web-tier.aws_autoscaling_group.web", "'update'", "{'max_size':3}", "{'max_size':8}")
                .plan();
        // Per server 2 × ((3+1) + (3+10)) = 34; nine servers 306.
        assertThat(rules(plan, connections(305))).containsExactly(RuleName.DATABASE_CONNECTIONS);
        assertThat(rules(plan, connections(306))).isEmpty();
    }

    @Test
    void theOnlyServerIsAWebServerWhileTheLoadBalancerLeadsToIt() {
        String server = "module.data-server.aws_instance.this";
        String target = "module.data-server.aws_lb_target_group_attachment.this[0]";
        String fleet = "module.web-tier.aws_autoscaling_group.web";
        PlanJson only = new PlanJson()
                .change(server, "'update'", "{'instance_type':'t3.small'}", "{'instance_type':'t3.large'}")
                .change(target, "'no-op'", "{}", "{}");
        assertThat(rules(only.plan())).containsExactly(RuleName.WEB_DOWNTIME);
        PlanJson grown = new PlanJson()
                .change(server, "'update'", "{'user_data':'a'}", "{'user_data':'b'}")
                .change(target, "'delete'", "{}", "null")
                .change(fleet, "'create'", "null", "{'max_size':3}");
        assertThat(rules(grown.plan(), connections(3 * 34))).containsExactly(RuleName.WEB_DOWNTIME);
        PlanJson beside = new PlanJson()
                .change(server, "'update'", "{'instance_type':'t3.small'}", "{'instance_type':'t3.large'}")
                .change(fleet, "'no-op'", "{'min_size':0}", "{'min_size':0}");
        assertThat(rules(beside.plan())).isEmpty();
    }

    private static Policy connections(int most) {
        return new Policy(Set.of(), Map.of(), List.of(), 10, Optional.of(new Policy.Connections(2, 3, most)));
    }

    @Test
    void moreDestroysThanAllowedAreFoundAndNamedOnesDoNotCount() {
        PlanJson plan = new PlanJson();
        for (int index = 0; index < 11; index++) {
            plan.change("aws_route.r[" + index + "]", "'delete'", "{}", "null");
        }
        assertThat(rules(plan.plan())).containsExactly(RuleName.MANY_DESTROYS);
        assertThat(rules(plan.plan(), Policy.STRICT.allowing(Set.of("aws_route.r[3]"))))
                .isEmpty();
    }

    @Test
    void settingBackAChangeByHandIsFound() {
        Plan plan = new PlanJson()
                .drift("aws_lb.this", "'update'", "{'idle_timeout':60}", "{'idle_timeout':300}")
                .change("aws_lb.this", "'update'", "{'idle_timeout':300}", "{'idle_timeout':60}")
                .plan();
        assertThat(level(plan, RuleName.UNDOES_OUTSIDE_CHANGES)).contains(WARN);
    }

    @Test
    void whatWasDeletedByHandIsNotQuietlyMadeAnewEmpty() {
        Plan plan = new PlanJson()
                .drift("aws_ebs_volume.data", "'delete'", "{'size':1}", "null")
                .change("aws_ebs_volume.data", "'create'", "null", "{'size':1}")
                .plan();
        assertThat(findings(plan)).singleElement().satisfies(finding -> assertThat(finding.words())
                .contains("Its data is already lost"));
    }

    @Test
    void aHalfPlanIsBlockedAndAFailedCheckShown() {
        assertThat(level(new PlanJson().with("errored", "true").plan(), RuleName.PLAN_INCOMPLETE))
                .contains(BLOCK);
        assertThat(level(new PlanJson().with("complete", "false").plan(), RuleName.PLAN_INCOMPLETE))
                .contains(WARN);
        String check = "[{'address':{'to_display':'check.health'},'status':'%s','instances':[]}]";
        assertThat(level(new PlanJson().with("checks", check.formatted("fail")).plan(), RuleName.CHECK_FAILED))
                .contains(WARN);
        assertThat(findings(new PlanJson()
                        .with("checks", check.formatted("unknown"))
                        .plan()))
                .isEmpty();
        assertThat(findings(
                        new PlanJson().with("checks", check.formatted("pass")).plan()))
                .isEmpty();
    }

    @Test
    void aReasonAcceptsARuleOrOneAddressOfIt() {
        Plan plan =
                PlanJson.of("aws_lb.this", "'update'", "{'deletion_protection':true}", "{'deletion_protection':false}");
        Policy whole = Policy.STRICT.accepting(Map.of("protection-reduced", "moving house"));
        Policy here = Policy.STRICT.accepting(Map.of("protection-reduced aws_lb.this", "moving house"));
        Policy elsewhere = Policy.STRICT.accepting(Map.of("protection-reduced aws_lb.that", "moving house"));
        assertThat(accepted(plan, whole)).contains("moving house");
        assertThat(accepted(plan, here)).contains("moving house");
        assertThat(accepted(plan, elsewhere)).isEmpty();
    }

    private static Optional<String> accepted(Plan plan, Policy policy) {
        return Guard.judge(plan, List.of(), policy).get(0).accepted();
    }

    @Test
    void theEnvironmentFileCannotAllowTheLossOfData() {
        assertThatThrownBy(() -> Policy.STRICT.accepting(Map.of("destroys-data", "why not")))
                .hasMessageContaining("only be allowed with --allow-destroy");
        assertThatThrownBy(() -> Policy.STRICT.accepting(Map.of("open-to-world", " ")))
                .hasMessageContaining("requires a reason");
        assertThatThrownBy(() -> Policy.STRICT.accepting(Map.of("opn-to-world", "x")))
                .hasMessageContaining("no rule");
    }

    private static String policy(String document) {
        return "{'policy':" + quoted(document.strip()) + "}";
    }

    private static String quoted(String document) {
        return "'" + document.replace("'", "\\'") + "'";
    }

    private static List<Finding> findings(Plan plan) {
        return Guard.judge(plan, TwoServer.calls(), Policy.STRICT);
    }

    private static Optional<Level> level(Plan plan, RuleName rule) {
        return findings(plan).stream()
                .filter(finding -> finding.rule() == rule)
                .map(Finding::level)
                .findFirst();
    }

    private static List<RuleName> rules(Plan plan) {
        return rules(plan, Policy.STRICT);
    }

    private static List<RuleName> rules(Plan plan, Policy policy) {
        return Guard.judge(plan, TwoServer.calls(), policy).stream()
                .filter(finding -> finding.accepted().isEmpty())
                .map(Finding::rule)
                .distinct()
                .toList();
    }
}
