package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsCluster;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsClusterSetting;
import java.util.List;

/** An ECS cluster with container metrics. */
final class ContainerCluster {
    private ContainerCluster() {}

    static EcsCluster add(Blueprint b) {
        EcsCluster cluster = b.add("this", id -> EcsCluster.Builder.create(b.stack(), id)
                .name(b.named("qis"))
                .setting(List.of(EcsClusterSetting.builder()
                        .name("containerInsights")
                        .value("enabled")
                        .build()))
                .build());
        b.name(cluster, "qis");
        return cluster;
    }
}
