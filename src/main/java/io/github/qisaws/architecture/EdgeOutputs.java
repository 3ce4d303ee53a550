package io.github.qisaws.architecture;

/** Output values of the edge module that other components use. */
final class EdgeOutputs extends Outputs {
    EdgeOutputs(Call call) {
        super(call);
    }

    Reference<Kind.Watched> distributionId() {
        return one("distribution_id");
    }

    Reference<Kind.DnsName> distributionDomainName() {
        return one("distribution_domain_name");
    }
}
