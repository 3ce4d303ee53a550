package io.github.qisaws.module;

import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.autoscaling_policy.AutoscalingPolicy;
import com.hashicorp.cdktf.providers.aws.autoscaling_policy.AutoscalingPolicyTargetTrackingConfiguration;
import com.hashicorp.cdktf.providers.aws.autoscaling_policy.AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import java.util.List;
import java.util.Map;

/**
 * Scaling policies and alarms of the web server group.
 *
 * <p>An empty group has no CPU metric, so alarms on the group alone would never start the first server, and the
 * full-time server's CPU alone does not represent a group of three. The alarms therefore use the average over all web
 * servers, weighted by the number of servers in service; for an empty group, this is the full-time server's CPU.
 *
 * <p>Target tracking multiplies the number of servers, so it cannot start the first server or terminate the last. For a
 * group that can be empty, the two step policies do this.
 */
final class WebScaling {
    private static final int PERIOD_SECONDS = 300;
    private static final String STEP = "var.scaling.policy == \"step\"";
    private static final String STEP_POLICIES = STEP + " || var.scaling.minimum == 0";

    private static final String MEAN = "(FILL(full, fleet) + FILL(n, 0) * FILL(fleet, full)) / (1 + FILL(n, 0))";
    private static final String WHEN_EMPTY = "IF(FILL(n, 0) < 1, FILL(full, fleet), 0)";
    private static final String WHEN_ONE = "IF(FILL(n, 0) > 1, 100, " + MEAN + ")";

    private WebScaling() {}

    static void add(Blueprint b) {
        // Without a full-time server, the group's own average is used in its place.
        b.local(
                "full_time_dimension",
                WebTierModule.SELF_HEALING + " ? {AutoScalingGroupName = \"" + b.named("qis-web-full-time")
                        + "\"} : var.full_time ? {InstanceId = one(aws_instance.full_time[*].id)} :"
                        + " {AutoScalingGroupName = aws_autoscaling_group.this.name}");
        b.local("busy", STEP + " ? \"" + MEAN + "\" : \"" + WHEN_EMPTY + "\"");
        b.local("idle", STEP + " ? \"" + MEAN + "\" : \"" + WHEN_ONE + "\"");
        step(b, "out", 1);
        step(b, "in", -1);
        targetTracking(b);
        // Below half of the target, the full-time server stays below the target after the last other server is
        // terminated.
        b.local("idle_below", STEP + " ? var.scaling.scale_in_below : var.scaling.scale_out_above / 2");
        alarm(b, "out", "GreaterThanThreshold", "var.scaling.scale_out_above", "local.busy");
        alarm(b, "in", "LessThanThreshold", "local.idle_below", "local.idle");
    }

    private static void step(Blueprint b, String direction, int servers) {
        AutoscalingPolicy policy = b.add(direction, id -> AutoscalingPolicy.Builder.create(b.stack(), id)
                .name(b.named("qis-web-" + direction))
                .autoscalingGroupName("${aws_autoscaling_group.this.name}")
                .policyType("SimpleScaling")
                .adjustmentType("ChangeInCapacity")
                .scalingAdjustment(servers)
                .cooldown(Token.asNumber("${var.scaling.cooldown}"))
                .build());
        b.onlyIf(policy, STEP_POLICIES);
    }

    private static void targetTracking(Blueprint b) {
        AutoscalingPolicy policy = b.add("target", id -> AutoscalingPolicy.Builder.create(b.stack(), id)
                .name(b.named("qis-web-target"))
                .autoscalingGroupName("${aws_autoscaling_group.this.name}")
                .policyType("TargetTrackingScaling")
                .estimatedInstanceWarmup(WebGroups.WARM_UP_SECONDS)
                .targetTrackingConfiguration(AutoscalingPolicyTargetTrackingConfiguration.builder()
                        .targetValue(Token.asNumber("${var.scaling.scale_out_above}"))
                        .predefinedMetricSpecification(
                                AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification.builder()
                                        .predefinedMetricType("ASGAverageCPUUtilization")
                                        .build())
                        .build())
                .build());
        b.onlyIf(policy, "var.scaling.policy == \"target-tracking\"");
    }

    private static void alarm(Blueprint b, String direction, String comparison, String threshold, String expression) {
        CloudwatchMetricAlarm alarm = b.add(direction, id -> CloudwatchMetricAlarm.Builder.create(b.stack(), id)
                .alarmName(b.named("qis-web-cpu-" + direction))
                .alarmDescription("Mean CPU of the QIS web servers over 5 minutes; changes the number of servers")
                .comparisonOperator(comparison)
                .threshold(Token.asNumber("${" + threshold + "}"))
                .evaluationPeriods(1)
                .datapointsToAlarm(1)
                .treatMissingData("missing")
                .alarmActions(List.of("${aws_autoscaling_policy." + direction + "[0].arn}"))
                .build());
        alarm.addOverride(
                "metric_query",
                List.of(
                        Map.of(
                                "id",
                                "cpu",
                                "label",
                                "Mean CPU",
                                "expression",
                                "${" + expression + "}",
                                "return_data",
                                true),
                        metric("full", "AWS/EC2", "CPUUtilization", "${local.full_time_dimension}"),
                        metric("fleet", "AWS/EC2", "CPUUtilization", group()),
                        metric("n", "AWS/AutoScaling", "GroupInServiceInstances", group())));
        b.onlyIf(alarm, STEP_POLICIES);
        b.name(alarm, "qis-web-cpu-" + direction);
    }

    private static Map<String, String> group() {
        return Map.of("AutoScalingGroupName", "${aws_autoscaling_group.this.name}");
    }

    private static Map<String, Object> metric(String id, String namespace, String name, Object dimensions) {
        Map<String, Object> metric = Map.of(
                "namespace", namespace,
                "metric_name", name,
                "period", PERIOD_SECONDS,
                "stat", "Average",
                "dimensions", dimensions);
        return Map.of("id", id, "return_data", false, "metric", metric);
    }
}
