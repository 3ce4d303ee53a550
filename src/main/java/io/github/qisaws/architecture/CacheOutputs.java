package io.github.qisaws.architecture;

/** What others use of a cache. */
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
