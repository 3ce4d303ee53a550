package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
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
import java.util.TreeMap;

/** A web ACL: AWS managed rules, a rate limit, and a log of blocked requests. */
final class EdgeFilter {
    /** The Terraform expression of the web ACL; it exists only with var.waf. */
    static final String ARN = "aws_wafv2_web_acl.this[*].arn";

    private static final String WANTED = "var.waf";
    /** Rules that inspect request bodies; uploaded images exceed their size limit and can contain any bytes. */
    private static final List<String> BODY_RULES = List.of(
            "SizeRestrictions_BODY",
            "CrossSiteScripting_BODY",
            "GenericLFI_BODY",
            "GenericRFI_BODY",
            "EC2MetaDataSSRF_BODY");

    private EdgeFilter() {}

    /** The web ACL of the load balancer. */
    static void addRegional(Blueprint b) {
        acl(b, "REGIONAL", "qis", rateLimitByForwardedAddress());
        Wafv2WebAclAssociation association = b.add("this", id -> Wafv2WebAclAssociation.Builder.create(b.stack(), id)
                .resourceArn("${var.load_balancer[\"arn\"]}")
                .webAclArn("${aws_wafv2_web_acl.this[0].arn}")
                .build());
        b.onlyIf(association, WANTED);
        CustomerKey.encrypt(log(b));
    }

    /**
     * The web ACL of CloudFront. Its log is encrypted with CloudWatch's own key, because the customer's key is in the
     * region of the environment.
     */
    static void addGlobal(Blueprint b) {
        // A distribution lets go of its web ACL before this is destroyed: hashicorp/terraform-provider-aws#34719.
        acl(b, "CLOUDFRONT", "qis-cloudfront", Map.of("aggregate_key_type", "IP"))
                .setLifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build());
        log(b);
    }

    private static Wafv2WebAcl acl(Blueprint b, String scope, String name, Map<String, Object> counted) {
        Wafv2WebAcl acl = b.add("this", id -> Wafv2WebAcl.Builder.create(b.stack(), id)
                .name(b.named(name))
                .description("QIS ${var.environment}")
                .scope(scope)
                .defaultAction(Wafv2WebAclDefaultAction.builder()
                        .allow(Wafv2WebAclDefaultActionAllow.builder().build())
                        .build())
                .visibilityConfig(Wafv2WebAclVisibilityConfig.builder()
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(true)
                        .metricName(b.named(name))
                        .build())
                .build());
        acl.addOverride("rule", rules(counted));
        b.onlyIf(acl, WANTED);
        b.name(acl, name);
        return acl;
    }

    private static List<Map<String, Object>> rules(Map<String, Object> counted) {
        List<Map<String, Object>> rules = new ArrayList<>();
        rules.add(rateLimit(rules.size(), counted));
        rules.add(managed(rules.size(), "AWSManagedRulesAmazonIpReputationList", List.of()));
        rules.add(managed(rules.size(), "AWSManagedRulesKnownBadInputsRuleSet", List.of()));
        rules.add(managed(rules.size(), "AWSManagedRulesCommonRuleSet", BODY_RULES));
        return rules;
    }

    /** Behind CloudFront, the visitor's IP address is taken from X-Forwarded-For. */
    private static Map<String, Object> rateLimitByForwardedAddress() {
        return Map.of(
                "aggregate_key_type",
                "${" + EdgeModule.CLOUDFRONT + " ? \"FORWARDED_IP\" : \"IP\"}",
                "dynamic",
                Map.of("forwarded_ip_config", forwarded()));
    }

    private static Map<String, Object> rateLimit(int priority, Map<String, Object> counted) {
        Map<String, Object> statement = new TreeMap<>(counted);
        statement.put("limit", "${var.rate_limit}");
        return Map.of(
                "name",
                "rate-limit",
                "priority",
                priority,
                "action",
                Map.of("block", Map.of()),
                "statement",
                Map.of("rate_based_statement", statement),
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
    private static CloudwatchLogGroup log(Blueprint b) {
        CloudwatchLogGroup group = b.add("waf", id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name(b.named("aws-waf-logs-qis"))
                .retentionInDays(b.number("waf_log_days"))
                .build());
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
        return group;
    }
}
