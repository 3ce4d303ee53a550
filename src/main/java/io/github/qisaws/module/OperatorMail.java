package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import io.github.qisaws.synth.StableJson;
import java.util.List;
import java.util.Map;

/**
 * Email notifications about servers of a group, through an EventBridge rule, which includes failed instance refreshes.
 */
final class OperatorMail {
    private static final List<String> EVENTS = List.of(
            "EC2 Instance Launch Successful",
            "EC2 Instance Launch Unsuccessful",
            "EC2 Instance Terminate Successful",
            "EC2 Instance Terminate Unsuccessful",
            "EC2 Auto Scaling Instance Refresh Failed",
            "Test of the alarm paths");

    private OperatorMail() {}

    static void add(Blueprint b) {
        OperatorTopic.add(b, "qis-operator");
        CloudwatchEventRule rule = b.add("groups", id -> CloudwatchEventRule.Builder.create(b.stack(), id)
                .name(b.named("qis-web-groups"))
                .description("Web servers that are launched or ended by auto-scaling, and failures to do so")
                .eventPattern(StableJson.compact(Map.of(
                        // The second is that of qis-aws alarms test: AWS accepts no events in its own name.
                        "source", List.of("aws.autoscaling", "qis-aws"),
                        "detail-type", EVENTS,
                        "detail",
                                Map.of(
                                        "AutoScalingGroupName",
                                        List.of(b.named("qis-web"), b.named("qis-web-full-time"))))))
                .build());
        b.name(rule, "qis-web-groups");
        OperatorTopic.tell(
                b,
                rule,
                "groups",
                Map.of(
                        "what", "$.detail-type",
                        "group", "$.detail.AutoScalingGroupName",
                        "server", "$.detail.EC2InstanceId",
                        "time", "$.time"),
                "\"QIS ${var.environment}: <what>, group <group>, server <server>, <time>\"");
    }
}
