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
 * <p>{@code FILL} has only documented forms: one series and a number. A missing series counts as no server. If no series has
 * a value, for example in the newest minute, the average is a value that never breaches the threshold. CloudWatch can
 * receive the newest minute late, so an alarm needs several of the last minutes, not all.
 *
 * <p>While a server warms up, step scaling counts it in the capacity and adds no other one for the same step. It removes no
 * server while another one is being terminated, which includes the deregistration delay.
 *
 * <p>Target tracking multiplies the number of servers, so it cannot start the first server or terminate the last. For a
 * group that can be empty, the two step policies do this.
 */
final class WebScaling {
    private static final int PERIOD_SECONDS = 60;
    private static final String STEP = "var.scaling.policy == \"step\"";
    private static final String STEP_POLICIES = STEP + " || var.scaling.minimum == 0";

    private static final String SUM = "FILL(full, 0) + FILL(n, 0) * FILL(fleet, 0)";
    private static final String SERVERS = "(FILL(full, -1) >= 0) + FILL(n, 0) * (FILL(fleet, -1) >= 0)";
    private static final String MEAN = "total / IF(servers > 0, servers, 1)";
    private static final String NEVER_IDLE = "IF(servers > 0, " + MEAN + ", 100)";
    private static final String WHEN_EMPTY = "IF(FILL(n, 0) < 1, FILL(full, 0), 0)";
    private static final String WHEN_ONE = "IF(FILL(n, 0) > 1, 100, " + NEVER_IDLE + ")";

    /**
     * Scaling in one of the two directions.
     *
     * @param bound the side of the threshold on which the step applies, an attribute of the step
     * @param minutes how many of the last {@code window} minutes must breach the threshold
     */
    private record Direction(
            String name, int servers, String bound, String comparison, int minutes, int window, String effect) {}

    private static final Direction OUT =
            new Direction("out", 1, "metric_interval_lower_bound", "GreaterThanThreshold", 3, 5, "adds");

    private static final Direction IN =
            new Direction("in", -1, "metric_interval_upper_bound", "LessThanThreshold", 9, 10, "removes");

    private WebScaling() {}

    static void add(Blueprint b) {
        // Without a full-time server, the group's own average is used in its place.
        b.local(
                "full_time_dimension",
                WebTierModule.SELF_HEALING + " ? {AutoScalingGroupName = \"" + b.named("qis-web-full-time")
                        + "\"} : var.full_time ? {InstanceId = one(aws_instance.full_time[*].id)} :"
                        + " {AutoScalingGroupName = aws_autoscaling_group.this.name}");
        b.local("busy", STEP + " ? \"" + MEAN + "\" : \"" + WHEN_EMPTY + "\"");
        b.local("idle", STEP + " ? \"" + NEVER_IDLE + "\" : \"" + WHEN_ONE + "\"");
        step(b, OUT);
        step(b, IN);
        targetTracking(b, "target", "qis-web-target", "target-tracking", "scale_out_above", cpu());
        targetTracking(b, "requests", "qis-web-requests", "request-count", "request_target", RequestCount.ofGroup());
        // Below half of the target, the full-time server stays below the target after the last other server is
        // terminated.
        b.local("idle_below", STEP + " ? var.scaling.scale_in_below : var.scaling.scale_out_above / 2");
        alarm(b, OUT, "var.scaling.scale_out_above", "local.busy");
        alarm(b, IN, "local.idle_below", "local.idle");
    }

    /** Its name differs from that of the former simple scaling policy, because no source says that AWS changes the type. */
    private static void step(Blueprint b, Direction direction) {
        AutoscalingPolicy policy = b.add(direction.name(), id -> AutoscalingPolicy.Builder.create(b.stack(), id)
                .name(b.named("qis-web-step-" + direction.name()))
                .autoscalingGroupName("${aws_autoscaling_group.this.name}")
                .policyType("StepScaling")
                .adjustmentType("ChangeInCapacity")
                .metricAggregationType("Average")
                .estimatedInstanceWarmup(WebGroups.WARM_UP)
                .build());
        policy.addOverride(
                "step_adjustment", List.of(Map.of("scaling_adjustment", direction.servers(), direction.bound(), "0")));
        b.onlyIf(policy, STEP_POLICIES);
    }

    private static AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification cpu() {
        return AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification.builder()
                .predefinedMetricType("ASGAverageCPUUtilization")
                .build();
    }

    /** Only the policy that {@code word} names exists. */
    private static void targetTracking(
            Blueprint b,
            String address,
            String name,
            String word,
            String target,
            AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification metric) {
        AutoscalingPolicy policy = b.add(address, id -> AutoscalingPolicy.Builder.create(b.stack(), id)
                .name(b.named(name))
                .autoscalingGroupName("${aws_autoscaling_group.this.name}")
                .policyType("TargetTrackingScaling")
                .estimatedInstanceWarmup(WebGroups.WARM_UP)
                .targetTrackingConfiguration(AutoscalingPolicyTargetTrackingConfiguration.builder()
                        .targetValue(Token.asNumber("${var.scaling." + target + "}"))
                        .predefinedMetricSpecification(metric)
                        .build())
                .build());
        b.onlyIf(policy, "var.scaling.policy == \"" + word + "\"");
    }

    private static void alarm(Blueprint b, Direction direction, String threshold, String expression) {
        String name = direction.name();
        CloudwatchMetricAlarm alarm = b.add(name, id -> CloudwatchMetricAlarm.Builder.create(b.stack(), id)
                .alarmName(b.named("qis-web-cpu-" + name))
                .alarmDescription("Mean CPU of the QIS web servers in " + direction.minutes() + " of "
                        + direction.window() + " minutes; " + direction.effect() + " a server")
                .comparisonOperator(direction.comparison())
                .threshold(Token.asNumber("${" + threshold + "}"))
                .evaluationPeriods(direction.window())
                .datapointsToAlarm(direction.minutes())
                .treatMissingData("missing")
                .alarmActions(List.of("${aws_autoscaling_policy." + name + "[0].arn}"))
                .build());
        alarm.addOverride(
                "metric_query",
                List.of(
                        expression("cpu", "Mean CPU", "${" + expression + "}", true),
                        expression("total", "Sum of CPU", SUM, false),
                        expression("servers", "Servers with CPU", SERVERS, false),
                        metric("full", "AWS/EC2", "CPUUtilization", "${local.full_time_dimension}"),
                        metric("fleet", "AWS/EC2", "CPUUtilization", group()),
                        metric("n", "AWS/AutoScaling", "GroupInServiceInstances", group())));
        b.onlyIf(alarm, STEP_POLICIES);
        b.name(alarm, "qis-web-cpu-" + name);
    }

    private static Map<String, Object> expression(String id, String label, String expression, boolean returned) {
        return Map.of("id", id, "label", label, "expression", expression, "return_data", returned);
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
