package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

/** The auto-scaling of the seed's section “2 server auto-scaling deployment”. */
final class ScalingChecks {
    /** The default; the original notes have a cooldown of 60 s. */
    private static final String WARM_UP = "300";

    private final Standing standing;
    private final EmulatorQuery aws;

    ScalingChecks(Standing standing) {
        this.standing = standing;
        this.aws = standing.aws();
    }

    void run() {
        Checks checks = standing.checks();
        checks.check("Auto-scaling: launch configuration (a launch template)", this::template);
        checks.check("Auto-scaling: scaling group of 0 to 3 servers over all zones", this::group);
        checks.check("Auto-scaling: the load balancer is linked to the group", this::linked);
        checks.check(
                "Auto-scaling: one server more above 80 % in 3 of 5 minutes, warm-up 300 s",
                () -> step("out", "80.0", "GreaterThanThreshold", "3 of 5", "1"));
        checks.check(
                "Auto-scaling: one server less below 50 % in 9 of 10 minutes",
                () -> step("in", "50.0", "LessThanThreshold", "9 of 10", "-1"));
        checks.check("Auto-scaling: the operator's mail", this::mail);
    }

    private void template() {
        XmlAnswer data = aws.call(
                        "ec2",
                        "DescribeLaunchTemplateVersions",
                        "LaunchTemplateName",
                        standing.named("qis-web"),
                        "LaunchTemplateVersion.1",
                        "$Latest")
                .parts("//launchTemplateData")
                .get(0);
        assertThat(data.text("instanceType")).isEqualTo("t3.medium");
        assertThat(data.text("imageId")).startsWith("ami-");
        assertThat(data.text("metadataOptions/httpTokens")).isEqualTo("required");
        assertThat(data.text("blockDeviceMappingSet/item/ebs/encrypted")).isEqualTo("true");
        assertThat(data.text("blockDeviceMappingSet/item/ebs/volumeSize")).isEqualTo("10");
    }

    private XmlAnswer found() {
        return aws.call(
                        "autoscaling",
                        "DescribeAutoScalingGroups",
                        "AutoScalingGroupNames.member.1",
                        standing.named("qis-web"))
                .parts("//AutoScalingGroups/member")
                .get(0);
    }

    private void group() {
        XmlAnswer group = found();
        assertThat(group.text("MinSize") + " to " + group.text("MaxSize")).isEqualTo("0 to 3");
        assertThat(group.text("DefaultInstanceWarmup")).isEqualTo(WARM_UP);
        assertThat(group.text("InstanceMaintenancePolicy/MinHealthyPercentage")).isEqualTo("100");
        assertThat(group.text("VPCZoneIdentifier").split(","))
                .containsExactlyInAnyOrderElementsOf(standing.subnetsOf("application"));
        assertThat(group.texts("Instances/member")).isEmpty();
    }

    private void linked() {
        String target = aws.call(
                        "elasticloadbalancing", "DescribeTargetGroups", "Names.member.1", standing.named("qis-web-in"))
                .text("//TargetGroupArn");
        assertThat(found().texts("TargetGroupARNs/member")).containsExactly(target);
        assertThat(found().text("HealthCheckType")).isEqualTo("ELB");
    }

    private void step(String direction, String threshold, String comparison, String minutes, String adjustment) {
        XmlAnswer policy = aws.call(
                        "autoscaling", "DescribePolicies", "AutoScalingGroupName", standing.named("qis-web"))
                .parts("//ScalingPolicies/member[PolicyName='" + standing.named("qis-web-step-" + direction) + "']")
                .get(0);
        assertThat(policy.text("PolicyType")).isEqualTo("StepScaling");
        assertThat(policy.text("StepAdjustments/member/ScalingAdjustment")).isEqualTo(adjustment);
        assertThat(policy.text("EstimatedInstanceWarmup")).isEqualTo(WARM_UP);
        XmlAnswer alarm = aws.call("monitoring", "DescribeAlarms")
                .parts("//MetricAlarms/member[AlarmName='" + standing.named("qis-web-cpu-" + direction) + "']")
                .get(0);
        assertThat(Double.parseDouble(alarm.text("Threshold"))).isEqualTo(Double.parseDouble(threshold));
        assertThat(alarm.text("ComparisonOperator")).isEqualTo(comparison);
        assertThat(alarm.text("DatapointsToAlarm") + " of " + alarm.text("EvaluationPeriods"))
                .isEqualTo(minutes);
        assertThat(alarm.texts("Metrics/member/MetricStat/Period")).isNotEmpty().containsOnly("60");
        assertThat(alarm.texts("Metrics/member/MetricStat/Metric/MetricName"))
                .contains("CPUUtilization", "GroupInServiceInstances");
        assertThat(alarm.texts("AlarmActions/member")).containsExactly(policy.text("PolicyARN"));
    }

    private void mail() {
        XmlAnswer subscription = aws.call("sns", "ListSubscriptions")
                .parts("//Subscriptions/member[Endpoint='ops@example.com']")
                .get(0);
        assertThat(subscription.text("Protocol")).isEqualTo("email");
        String topic = subscription.text("TopicArn");
        assertThat(topic).endsWith(":" + standing.named("qis-operator"));
        assertThat(aws.json(
                                "events",
                                "AWSEvents.ListTargetsByRule",
                                "{\"Rule\":\"" + standing.named("qis-web-groups") + "\"}")
                        .at("/Targets/0/Arn")
                        .asText())
                .isEqualTo(topic);
    }
}
