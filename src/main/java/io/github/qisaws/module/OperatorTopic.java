package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTargetInputTransformer;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopic;
import com.hashicorp.cdktf.providers.aws.sns_topic_policy.SnsTopicPolicy;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscription;
import java.util.List;
import java.util.Map;

/**
 * The SNS topic that sends email to the operator, if an email address is set.
 *
 * <p>It has a customer managed key, because EventBridge and CloudWatch cannot publish to a topic with the AWS managed
 * key. Requires the local values {@code partition} and {@code account}.
 */
final class OperatorTopic {
    static final String WANTED = "var.operator_email != \"\"";
    private static final int DELETION_DAYS = 7;

    private OperatorTopic() {}

    static void add(Blueprint b, String name) {
        KmsKey key = b.add("operator", id -> KmsKey.Builder.create(b.stack(), id)
                .description("QIS: messages to the operator of ${var.environment}")
                .enableKeyRotation(true)
                .deletionWindowInDays(DELETION_DAYS)
                .policy(keyPolicy())
                .build());
        b.onlyIf(key, WANTED);
        b.name(key, name);
        SnsTopic topic = b.add("operator", id -> SnsTopic.Builder.create(b.stack(), id)
                .name(b.named(name))
                .kmsMasterKeyId("${aws_kms_key.operator[0].arn}")
                .build());
        b.onlyIf(topic, WANTED);
        b.name(topic, name);
        SnsTopicPolicy policy = b.add("operator", id -> SnsTopicPolicy.Builder.create(b.stack(), id)
                .arn("${aws_sns_topic.operator[0].arn}")
                .policy(topicPolicy())
                .build());
        b.onlyIf(policy, WANTED);
        SnsTopicSubscription mail = b.add("operator", id -> SnsTopicSubscription.Builder.create(b.stack(), id)
                .topicArn("${aws_sns_topic.operator[0].arn}")
                .protocol("email")
                .endpoint(b.var("operator_email"))
                .build());
        b.onlyIf(mail, WANTED);
    }

    /**
     * Sends the events of a rule to the operator, if there is one.
     *
     * @param name of the rule and of its target in Terraform
     */
    static void tell(Blueprint b, CloudwatchEventRule rule, String name, Map<String, String> paths, String template) {
        b.onlyIf(rule, WANTED);
        CloudwatchEventTarget target = b.add(name, id -> CloudwatchEventTarget.Builder.create(b.stack(), id)
                .rule("${aws_cloudwatch_event_rule." + name + "[0].name}")
                .targetId("operator")
                .arn("${aws_sns_topic.operator[0].arn}")
                .inputTransformer(CloudwatchEventTargetInputTransformer.builder()
                        .inputPaths(paths)
                        .inputTemplate(template)
                        .build())
                .build());
        b.onlyIf(target, WANTED);
    }

    /** Key policy: the account administers the key, and the publishing services use it. */
    private static String keyPolicy() {
        List<String> use = List.of("kms:Decrypt", "kms:GenerateDataKey*");
        return IamPolicies.document(List.of(
                Map.of(
                        "Sid", "Administration",
                        "Effect", "Allow",
                        "Principal", Map.of("AWS", "arn:${local.partition}:iam::${local.account}:root"),
                        "Action", "kms:*",
                        "Resource", "*"),
                events(use, "*"),
                alarms(use, "*")));
    }

    private static String topicPolicy() {
        List<String> publish = List.of("sns:Publish");
        String topic = "${aws_sns_topic.operator[0].arn}";
        return IamPolicies.document(List.of(events(publish, topic), alarms(publish, topic)));
    }

    /** Topic policy statement for EventBridge, which supports no conditions in topic policies. */
    private static Map<String, Object> events(List<String> actions, String resource) {
        return Map.of(
                "Sid",
                "Events",
                "Effect",
                "Allow",
                "Principal",
                Map.of("Service", "events.amazonaws.com"),
                "Action",
                actions,
                "Resource",
                resource);
    }

    /** Topic policy statement for CloudWatch alarms of this account. */
    private static Map<String, Object> alarms(List<String> actions, String resource) {
        return Map.of(
                "Sid",
                "Alarms",
                "Effect",
                "Allow",
                "Principal",
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "Action",
                actions,
                "Resource",
                resource,
                "Condition",
                Map.of("StringEquals", Map.of("aws:SourceAccount", "${local.account}")));
    }
}
