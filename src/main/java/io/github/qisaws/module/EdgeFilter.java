package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAcl;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclDefaultAction;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclDefaultActionAllow;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclVisibilityConfig;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl_association.Wafv2WebAclAssociation;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl_logging_configuration.Wafv2WebAclLoggingConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The web ACL of the load balancer: AWS managed rules, a rate limit, and a log of blocked requests. */
final class EdgeFilter {
    private static final String WANTED = "var.waf";
    /** Rules that inspect request bodies; uploaded images exceed their size limit and can contain any bytes. */
    private static final List<String> BODY_RULES = List.of(
            "SizeRestrictions_BODY",
            "CrossSiteScripting_BODY",
            "GenericLFI_BODY",
            "GenericRFI_BODY",
            "EC2MetaDataSSRF_BODY");

    private EdgeFilter() {}

    static void add(Blueprint b) {
        Wafv2WebAcl acl = b.add("this", id -> Wafv2WebAcl.Builder.create(b.stack(), id)
                .name(b.named("qis"))
                .description("QIS ${var.environment}")
                .scope("REGIONAL")
                .defaultAction(Wafv2WebAclDefaultAction.builder()
                        .allow(Wafv2WebAclDefaultActionAllow.builder().build())
                        .build())
                .visibilityConfig(Wafv2WebAclVisibilityConfig.builder()
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(true)
                        .metricName(b.named("qis"))
                        .build())
                .build());
        acl.addOverride("rule", rules());
        b.onlyIf(acl, WANTED);
        b.name(acl, "qis");
        Wafv2WebAclAssociation association = b.add("this", id -> Wafv2WebAclAssociation.Builder.create(b.stack(), id)
                .resourceArn("${var.load_balancer[\"arn\"]}")
                .webAclArn("${aws_wafv2_web_acl.this[0].arn}")
                .build());
        b.onlyIf(association, WANTED);
        log(b);
    }

    private static List<Map<String, Object>> rules() {
        List<Map<String, Object>> rules = new ArrayList<>();
        rules.add(rateLimit(rules.size()));
        rules.add(managed(rules.size(), "AWSManagedRulesAmazonIpReputationList", List.of()));
        rules.add(managed(rules.size(), "AWSManagedRulesKnownBadInputsRuleSet", List.of()));
        rules.add(managed(rules.size(), "AWSManagedRulesCommonRuleSet", BODY_RULES));
        return rules;
    }

    /** Behind CloudFront, the visitor's IP address is taken from X-Forwarded-For. */
    private static Map<String, Object> rateLimit(int priority) {
        return Map.of(
                "name",
                "rate-limit",
                "priority",
                priority,
                "action",
                Map.of("block", Map.of()),
                "statement",
                Map.of(
                        "rate_based_statement",
                        Map.of(
                                "limit",
                                "${var.rate_limit}",
                                "aggregate_key_type",
                                "${" + EdgeModule.CLOUDFRONT + " ? \"FORWARDED_IP\" : \"IP\"}",
                                "dynamic",
                                Map.of("forwarded_ip_config", forwarded()))),
                "visibility_config",
                visibility("rate-limit"));
    }

    private static Map<String, Object> forwarded() {
        return Map.of(
                "for_each",
                "${" + EdgeModule.CLOUDFRONT + " ? [\"X-Forwarded-For\"] : []}",
                "content",
                Map.of("header_name", "${forwarded_ip_config.value}", "fallback_behavior", "MATCH"));
    }

    private static Map<String, Object> managed(int priority, String name, List<String> onlyCounted) {
        List<Map<String, Object>> overrides = onlyCounted.stream()
                .map(rule -> Map.<String, Object>of("name", rule, "action_to_use", Map.of("count", Map.of())))
                .toList();
        return Map.of(
                "name",
                name,
                "priority",
                priority,
                "override_action",
                Map.of("none", Map.of()),
                "statement",
                Map.of(
                        "managed_rule_group_statement",
                        Map.of("vendor_name", "AWS", "name", name, "rule_action_override", overrides)),
                "visibility_config",
                visibility(name));
    }

    private static Map<String, Object> visibility(String name) {
        return Map.of("cloudwatch_metrics_enabled", true, "sampled_requests_enabled", true, "metric_name", name);
    }

    /** Log group with the name prefix that AWS requires; secrets of the request are redacted. */
    private static void log(Blueprint b) {
        CloudwatchLogGroup group = b.add("waf", id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name("aws-waf-logs-qis-${var.environment}")
                .retentionInDays(b.number("waf_log_days"))
                .build());
        CustomerKey.encrypt(group);
        b.onlyIf(group, WANTED);
        b.name(group, "qis-waf");
        Wafv2WebAclLoggingConfiguration logging =
                b.add("this", id -> Wafv2WebAclLoggingConfiguration.Builder.create(b.stack(), id)
                        .resourceArn("${aws_wafv2_web_acl.this[0].arn}")
                        .logDestinationConfigs(List.of("${aws_cloudwatch_log_group.waf[0].arn}"))
                        .build());
        logging.addOverride(
                "redacted_fields",
                List.of(
                        Map.of("single_header", Map.of("name", "authorization")),
                        Map.of("single_header", Map.of("name", "cookie"))));
        logging.addOverride(
                "logging_filter",
                Map.of(
                        "default_behavior",
                        "DROP",
                        "filter",
                        Map.of(
                                "behavior",
                                "KEEP",
                                "requirement",
                                "MEETS_ANY",
                                "condition",
                                List.of(
                                        Map.of("action_condition", Map.of("action", "BLOCK")),
                                        Map.of("action_condition", Map.of("action", "COUNT"))))));
        b.onlyIf(logging, WANTED);
    }
}
