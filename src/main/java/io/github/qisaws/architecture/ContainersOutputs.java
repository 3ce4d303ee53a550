package io.github.qisaws.architecture;

/** Output values of the containers module that other components use. */
final class ContainersOutputs extends Outputs {
    ContainersOutputs(Call call) {
        super(call);
    }

    Reference<Kind.Watched> clusterName() {
        return one("cluster_name");
    }

    Reference<Kind.Watched> serviceName() {
        return one("service_name");
    }
}
