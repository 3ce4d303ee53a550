package io.github.qisaws.architecture;

/** Output values of the cache module that other components use. */
final class CacheOutputs extends Outputs {
    CacheOutputs(Call call) {
        super(call);
    }

    Reference<Kind.CacheServers> servers() {
        return one("servers");
    }

    Reference<Kind.Watched> clusterId() {
        return one("cluster_id");
    }
}
