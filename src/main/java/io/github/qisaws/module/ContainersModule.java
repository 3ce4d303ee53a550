package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsCluster;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinition;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionRuntimePlatform;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import io.github.qisaws.architecture.ContainersComponent;
import io.github.qisaws.architecture.Contract;
import java.util.List;
import java.util.Map;

/** Cluster, task, service, roles, and logs of QIS in containers. */
final class ContainersModule implements ModuleDefinition {
    static final String ON_HOST = "var.launch_type == \"EC2\"";
    static final String ON_FARGATE = "var.launch_type == \"FARGATE\"";

    /** The position of a region and a partition in the secret's ARN. */
    private static final String PART = "split(\":\", var.secret_arn)[%d]";

    @Override
    public Contract contract() {
        return ContainersComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        b.local("partition", PART.formatted(1));
        b.local("region", PART.formatted(3));
        EcsCluster cluster = ContainerCluster.add(b, "fargate");
        b.onlyIf(cluster, ON_FARGATE);
        // On Fargate known at plan time; a value derived from the ARN is unknown in the first plan.
        b.local(
                "cluster_name",
                ON_HOST + " ? element(split(\"/\", var.cluster_arn), 1) : one(aws_ecs_cluster.this[*].name)");
        b.local("cluster_arn", ON_HOST + " ? var.cluster_arn : one(aws_ecs_cluster.this[*].arn)");
        logs(b);
        ContainerRoles.add(b);
        ContainerDefinitions.add(b);
        task(b);
        ContainerService.add(b);
        b.output("cluster_arn", "local.cluster_arn");
        b.output("cluster_name", "local.cluster_name");
        b.output("service_name", "aws_ecs_service.this.name");
        b.output("task_definition_arn", "aws_ecs_task_definition.this.arn");
        b.output("log_group_name", "aws_cloudwatch_log_group.this.name");
        b.output("task_role_name", "aws_iam_role.task.name");
    }

    private static void logs(Blueprint b) {
        CloudwatchLogGroup logs = b.add("this", id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name("/qis-aws/${var.environment}/containers")
                .retentionInDays(b.number("log_days"))
                .build());
        CustomerKey.encrypt(logs);
        b.name(logs, "qis-containers");
    }

    private static void task(Blueprint b) {
        IamRole execution = ContainerRoles.execution(b);
        EcsTaskDefinition task = b.add("this", id -> EcsTaskDefinition.Builder.create(b.stack(), id)
                .family(b.named("qis"))
                .networkMode("awsvpc")
                .executionRoleArn(execution.getArn())
                .taskRoleArn("${aws_iam_role.task.arn}")
                .runtimePlatform(EcsTaskDefinitionRuntimePlatform.builder()
                        .operatingSystemFamily("LINUX")
                        .cpuArchitecture("${upper(var.architecture)}")
                        .build())
                .containerDefinitions("${jsonencode(local.containers)}")
                // ECS can go back only to a revision that is not deregistered. Old revisions cost nothing; nothing
                // deletes
                // them.
                .skipDestroy(true)
                .build());
        task.addOverride("requires_compatibilities", List.of("${var.launch_type}"));
        task.addOverride("cpu", "${var.size.cpu}");
        task.addOverride("memory", "${var.size.memory}");
        task.addOverride(
                "dynamic.volume",
                Map.of(
                        "for_each",
                        "${local.volumes}",
                        "content",
                        Map.of(
                                "name",
                                "${volume.key}",
                                "host_path",
                                "${volume.value == \"\" ? null : volume.value}",
                                "dynamic",
                                Map.of("efs_volume_configuration", fileSystem()))));
        b.name(task, "qis-task");
    }

    /** Mounts EFS with encryption in transit, through the access point, which maps all files to QIS's user. */
    private static Map<String, Object> fileSystem() {
        return Map.of(
                "for_each",
                "${volume.key == \"images\" && " + ON_FARGATE + " ? [var.file_system] : []}",
                "content",
                Map.of(
                        "file_system_id",
                        "${efs_volume_configuration.value.id}",
                        "transit_encryption",
                        "ENABLED",
                        "authorization_config",
                        Map.of("access_point_id", "${efs_volume_configuration.value.access_point}", "iam", "ENABLED")));
    }
}
