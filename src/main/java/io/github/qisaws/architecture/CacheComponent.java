package io.github.qisaws.architecture;

import java.util.List;

/** memcached by ElastiCache. */
public final class CacheComponent {
    public static final Contract CONTRACT = new Contract(
            "cache",
            "Cache",
            "memcached by ElastiCache: resized images, sessions and the lock under which QIS makes its schema. Web servers"
                    + " get the nodes themselves, all the same list, since QIS spreads its keys over them and knows"
                    + " neither TLS nor auto-discovery. Another number of nodes moves keys and costs hits for a while.",
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
                                    "ElastiCache node type. Another one replaces the nodes: the cache starts empty.")
                            .matching(
                                    "cache\\.[a-z0-9]+\\.[a-z0-9]+",
                                    "node_type must be an ElastiCache node type such as cache.t4g.medium.",
                                    "t4g.medium")
                            .build(),
                    Input.of("cache.nodes")
                            .describedAs("Nodes, spread over the zones.")
                            .build(),
                    Input.optional("engine_version", "string", "1.6.22")
                            .describedAs("Version of memcached.")
                            .matching(
                                    "1\\.6\\.[0-9]+",
                                    "engine_version must be a version 1.6 of memcached such as 1.6.22.",
                                    "1.4.5")
                            .build()),
            List.of(
                    new Contract.Output(
                            "servers", "The nodes as QIS_CACHE_SERVERS of a web server's role file lists them."),
                    new Contract.Output("cluster_id", "The cluster as CloudWatch's metrics name it."),
                    new Contract.Output("arn", "ARN of the cluster.")),
            List.of());

    private CacheComponent() {}
}
