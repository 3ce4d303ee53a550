package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsCluster;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsClusterSetting;
import java.util.List;

/** An ECS cluster with container metrics. */
final class ContainerCluster {
    private ContainerCluster() {}

    /** The name contains the kind of servers, because a change of the kind creates one cluster and deletes the other. */
    static EcsCluster add(Blueprint b, String servers) {
        EcsCluster cluster = b.add("this", id -> EcsCluster.Builder.create(b.stack(), id)
                .name(b.named("qis-" + servers))
                .setting(List.of(EcsClusterSetting.builder()
                        .name("containerInsights")
                        .value("enabled")
                        .build()))
                .lifecycle(Lifecycles.keepingName())
                .build());
        b.name(cluster, "qis");
        return cluster;
    }
}
