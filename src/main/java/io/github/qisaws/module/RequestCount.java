package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.autoscaling_policy.AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification;

/** The metric of scaling by requests: requests per minute and target of a target group. */
final class RequestCount {
    private static final String TYPE = "ALBRequestCountPerTarget";

    /** {@code app/NAME/ID/targetgroup/NAME/ID}: the ends of both ARNs. */
    private static final String LABEL =
            "${split(\"loadbalancer/\", var.load_balancer_arn)[1]}/${split(\":\", var.target_group_arn)[5]}";

    private RequestCount() {}

    static AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification ofGroup() {
        return AutoscalingPolicyTargetTrackingConfigurationPredefinedMetricSpecification.builder()
                .predefinedMetricType(TYPE)
                .resourceLabel(LABEL)
                .build();
    }

    static AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification ofService() {
        return AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification.builder()
                .predefinedMetricType(TYPE)
                .resourceLabel(LABEL)
                .build();
    }
}
