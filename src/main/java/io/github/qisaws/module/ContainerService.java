package io.github.qisaws.module;

import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicy;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.appautoscaling_target.AppautoscalingTarget;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsService;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceDeploymentCircuitBreaker;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceLoadBalancer;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceTimeouts;
import java.util.List;
import java.util.Map;

/** The ECS service, its deployments, and its auto scaling. */
final class ContainerService {
    /** Longer than a first start, which creates QIS's databases. */
    private static final int GRACE_SECONDS = 600;

    /** Cooldowns in seconds: removing a task waits longer than adding one. */
    private static final int SCALE_OUT_SECONDS = 60;

    private static final int SCALE_IN_SECONDS = 300;

    private ContainerService() {}

    static void add(Blueprint b) {
        EcsService service = b.add("this", id -> EcsService.Builder.create(b.stack(), id)
                .name(b.named("qis"))
                .cluster("${local.cluster_arn}")
                .taskDefinition("${aws_ecs_task_definition.this.arn}")
                .launchType(b.var("launch_type"))
                .deploymentCircuitBreaker(EcsServiceDeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .healthCheckGracePeriodSeconds(GRACE_SECONDS)
                .enableEcsManagedTags(true)
                .propagateTags("SERVICE")
                .loadBalancer(List.of(EcsServiceLoadBalancer.builder()
                        .targetGroupArn(b.var("target_group_arn"))
                        .containerName("web")
                        .containerPort(80)
                        .build()))
                .timeouts(EcsServiceTimeouts.builder()
                        .update(Timeouts.DRAIN)
                        .delete(Timeouts.DRAIN)
                        .build())
                .build());
        service.addOverride("desired_count", "${local.on_host ? 1 : var.scaling.minimum}");
        // A single task is stopped before the new one starts, because two databases must never write the same files.
        service.addOverride("deployment_minimum_healthy_percent", "${local.on_host ? 0 : 100}");
        service.addOverride("deployment_maximum_percent", "${local.on_host ? 100 : 200}");
        // If unset, AWS provider 5.x turns it off, and 6.12 and later leave it to ECS, which turns it on (CHANGELOG
        // 6.12.0).
        // A host of containers is in one zone.
        service.addOverride("availability_zone_rebalancing", "${local.on_host ? \"DISABLED\" : \"ENABLED\"}");
        service.addOverride("enable_execute_command", b.var("shell"));
        service.addOverride("wait_for_steady_state", b.var("wait_for_steady_state"));
        service.addOverride(
                "network_configuration",
                Map.of(
                        "subnets", b.var("subnet_ids"),
                        "security_groups", b.var("security_group_ids"),
                        "assign_public_ip", b.var("public_address")));
        // Only on a host with mounted volumes: see mount-volumes.sh of the container-host.
        service.addOverride(
                "dynamic.placement_constraints",
                Map.of(
                        "for_each",
                        "${local.on_host ? [\"attribute:qis.volumes == mounted\"] : []}",
                        "content",
                        Map.of("type", "memberOf", "expression", "${placement_constraints.value}")));
        service.addOverride("lifecycle", lifecycle());
        b.name(service, "qis-service");
        scaling(b);
    }

    /** With AWS provider 5.x, a service is also in a steady state after a rollback; its revision shows the difference. */
    private static Map<String, Object> lifecycle() {
        return Map.of(
                "ignore_changes",
                List.of("desired_count"),
                "precondition",
                List.of(Map.of(
                        "condition",
                        "${!local.on_host || !var.public_address}",
                        "error_message",
                        "public_address requires launch_type FARGATE, because a task on EC2 gets no"
                                + " public IP address.")),
                "postcondition",
                List.of(Map.of(
                        "condition",
                        "${self.task_definition == aws_ecs_task_definition.this.arn}",
                        "error_message",
                        "The service runs another revision of its task definition: ECS rolled the deployment back,"
                                + " because its tasks did not become healthy.")));
    }

    private static void scaling(Blueprint b) {
        AppautoscalingTarget target = b.add("this", id -> AppautoscalingTarget.Builder.create(b.stack(), id)
                .serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId("service/${local.cluster_name}/${aws_ecs_service.this.name}")
                .minCapacity(Token.asNumber("${var.scaling.minimum}"))
                .maxCapacity(Token.asNumber("${var.scaling.maximum}"))
                .build());
        b.onlyIf(target, ContainersModule.ON_FARGATE);
        track(b, "cpu", "cpu_target", ContainersModule.ON_FARGATE, cpu());
        track(
                b,
                "requests",
                "request_target",
                ContainersModule.ON_FARGATE + " && var.scaling.request_target > 0",
                RequestCount.ofService());
    }

    private static AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification cpu() {
        return AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification.builder()
                .predefinedMetricType("ECSServiceAverageCPUUtilization")
                .build();
    }

    private static void track(
            Blueprint b,
            String name,
            String value,
            String condition,
            AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification metric) {
        AppautoscalingPolicy policy = b.add(name, id -> AppautoscalingPolicy.Builder.create(b.stack(), id)
                .name(b.named("qis-" + name))
                .policyType("TargetTrackingScaling")
                .serviceNamespace("${aws_appautoscaling_target.this[0].service_namespace}")
                .scalableDimension("${aws_appautoscaling_target.this[0].scalable_dimension}")
                .resourceId("${aws_appautoscaling_target.this[0].resource_id}")
                .targetTrackingScalingPolicyConfiguration(
                        AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.builder()
                                .predefinedMetricSpecification(metric)
                                .targetValue(Token.asNumber("${var.scaling." + value + "}"))
                                .scaleOutCooldown(SCALE_OUT_SECONDS)
                                .scaleInCooldown(SCALE_IN_SECONDS)
                                .build())
                .build());
        b.onlyIf(policy, condition);
    }
}
