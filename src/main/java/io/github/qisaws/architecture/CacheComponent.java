package io.github.qisaws.architecture;

import java.util.List;

/** Memcached on ElastiCache. */
public final class CacheComponent {
    public static final Contract CONTRACT = new Contract(
            "cache",
            "Cache",
            "Memcached on ElastiCache, for resized images, sessions, and the lock that QIS holds while it creates its"
                    + " schema. All web servers get the same list of nodes, because QIS distributes its keys over"
                    + " them and supports neither TLS nor auto discovery. A change of the number of nodes"
                    + " redistributes the keys, which lowers the hit rate for a while.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.ids("subnet_ids", "subnet", 1)
                            .describedAs("Subnets of the nodes, one per zone.")
                            .build(),
                    CommonInputs.ids("security_group_ids", "sg", 1)
                            .describedAs("Security groups of the nodes.")
                            .build(),
                    Input.of("cache.node-type")
                            .describedAs(
                                    "ElastiCache node type. A change replaces the nodes, and the cache starts empty.")
                            .matching(
                                    "cache\\.[a-z0-9]+\\.[a-z0-9]+",
                                    "node_type must be an ElastiCache node type such as cache.t4g.medium.",
                                    "t4g.medium")
                            .build(),
                    Input.of("cache.nodes")
                            .describedAs("Number of nodes, spread over the zones.")
                            .build(),
                    Input.optional("engine_version", "string", "1.6.22")
                            .describedAs("Memcached version.")
                            .matching(
                                    "1\\.6\\.[0-9]+",
                                    "engine_version must be a Memcached 1.6 version such as 1.6.22.",
                                    "1.4.5")
                            .build()),
            List.of(
                    new Contract.Output("servers", "Value for QIS_CACHE_SERVERS in a web server's role file."),
                    new Contract.Output("cluster_id", "Cluster name in CloudWatch metrics."),
                    new Contract.Output("arn", "ARN of the ECS cluster.")),
            List.of());

    private CacheComponent() {}
}
