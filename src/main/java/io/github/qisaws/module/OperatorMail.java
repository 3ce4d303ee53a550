package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTargetInputTransformer;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopic;
import com.hashicorp.cdktf.providers.aws.sns_topic_policy.SnsTopicPolicy;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscription;
import io.github.qisaws.synth.StableJson;
import java.util.List;
import java.util.Map;

/**
 * Mails about the groups' servers, by an EventBridge rule, which also sees failed instance refreshes.
 *
 * <p>The topic has a key of its own: with the AWS-managed one, neither EventBridge nor CloudWatch may publish.
 */
final class OperatorMail {
    private static final String WANTED = "var.operator_email != \"\"";
    private static final int DELETION_DAYS = 7;

    private static final List<String> EVENTS = List.of(
            "EC2 Instance Launch Successful",
            "EC2 Instance Launch Unsuccessful",
            "EC2 Instance Terminate Successful",
            "EC2 Instance Terminate Unsuccessful",
            "EC2 Auto Scaling Instance Refresh Failed");

    private OperatorMail() {}

    static void add(Blueprint b) {
        KmsKey key = b.add("operator", id -> KmsKey.Builder.create(b.stack(), id)
                .description("QIS: messages to the operator of ${var.environment}")
                .enableKeyRotation(true)
                .deletionWindowInDays(DELETION_DAYS)
                .policy(keyPolicy())
                .build());
        b.onlyIf(key, WANTED);
        b.name(key, "qis-operator");
        SnsTopic topic = b.add("operator", id -> SnsTopic.Builder.create(b.stack(), id)
                .name(b.named("qis-operator"))
                .kmsMasterKeyId("${aws_kms_key.operator[0].arn}")
                .build());
        b.onlyIf(topic, WANTED);
        b.name(topic, "qis-operator");
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
        rule(b);
    }

    private static void rule(Blueprint b) {
        CloudwatchEventRule rule = b.add("groups", id -> CloudwatchEventRule.Builder.create(b.stack(), id)
                .name(b.named("qis-web-groups"))
                .description("Web servers that are launched or ended by auto-scaling, and failures to do so")
                .eventPattern(StableJson.compact(Map.of(
                        "source", List.of("aws.autoscaling"),
                        "detail-type", EVENTS,
                        "detail",
                                Map.of(
                                        "AutoScalingGroupName",
                                        List.of(b.named("qis-web"), b.named("qis-web-full-time"))))))
                .build());
        b.onlyIf(rule, WANTED);
        b.name(rule, "qis-web-groups");
        CloudwatchEventTarget target = b.add("groups", id -> CloudwatchEventTarget.Builder.create(b.stack(), id)
                .rule("${aws_cloudwatch_event_rule.groups[0].name}")
                .targetId("operator")
                .arn("${aws_sns_topic.operator[0].arn}")
                .inputTransformer(CloudwatchEventTargetInputTransformer.builder()
                        .inputPaths(Map.of(
                                "what", "$.detail-type",
                                "group", "$.detail.AutoScalingGroupName",
                                "server", "$.detail.EC2InstanceId",
                                "time", "$.time"))
                        .inputTemplate("\"QIS ${var.environment}: <what>, group <group>, server <server>, <time>\"")
                        .build())
                .build());
        b.onlyIf(target, WANTED);
    }

    /** The account administers the key; the publishers use it. */
    private static String keyPolicy() {
        List<String> use = List.of("kms:Decrypt", "kms:GenerateDataKey*");
        return Policies.document(List.of(
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
        return Policies.document(List.of(events(publish, topic), alarms(publish, topic)));
    }

    /** Without a condition: EventBridge supports none in the policy of a topic. */
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

    /** Alarms of this account only. */
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
