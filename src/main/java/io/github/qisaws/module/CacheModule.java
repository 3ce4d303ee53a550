package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.elasticache_cluster.ElasticacheCluster;
import com.hashicorp.cdktf.providers.aws.elasticache_subnet_group.ElasticacheSubnetGroup;
import io.github.qisaws.architecture.CacheComponent;
import io.github.qisaws.architecture.Contract;
import java.util.List;
import java.util.Map;

/** The memcached cluster and its subnets. */
final class CacheModule implements ModuleDefinition {
    private static final int MEMCACHED = 11211;

    @Override
    public Contract contract() {
        return CacheComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        ElasticacheSubnetGroup subnets = b.add("this", id -> ElasticacheSubnetGroup.Builder.create(b.stack(), id)
                .name(b.named("qis-cache"))
                .description("QIS cache")
                .subnetIds(List.of())
                .build());
        subnets.addOverride("subnet_ids", b.var("subnet_ids"));
        b.name(subnets, "qis-cache");
        ElasticacheCluster cluster = b.add("this", id -> ElasticacheCluster.Builder.create(b.stack(), id)
                .clusterId(b.named("qis-cache"))
                .engine("memcached")
                .engineVersion(b.var("engine_version"))
                .parameterGroupName("default.memcached1.6")
                .nodeType(b.var("node_type"))
                .numCacheNodes(b.number("nodes"))
                .azMode("${var.nodes > 1 ? \"cross-az\" : \"single-az\"}")
                .port(MEMCACHED)
                .applyImmediately(true)
                .subnetGroupName(subnets.getName())
                .build());
        cluster.addOverride("security_group_ids", b.var("security_group_ids"));
        b.name(cluster, "qis-cache");
        b.stack()
                .addOverride(
                        "resource.terraform_data.nodes",
                        Map.of("input", b.var("nodes"), "depends_on", List.of("aws_elasticache_cluster.this")));
        // The provider plans the present nodes although their number changes. What terraform_data returns is unknown
        // then,
        // so that web servers wait for the new nodes.
        b.output(
                "servers",
                "join(\",\", [for node in aws_elasticache_cluster.this.cache_nodes :"
                        + " \"${node.address}:${node.port}\" if terraform_data.nodes.output > 0])");
        b.output("cluster_id", "aws_elasticache_cluster.this.cluster_id");
        b.output("arn", "aws_elasticache_cluster.this.arn");
    }
}
