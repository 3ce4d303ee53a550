package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.Certificate;

/** Input values of the load balancer module. */
record LoadBalancerInputs(Common common, Place place, Names names, Listeners listeners, Behaviour behaviour)
        implements Inputs {
    record Place(
            Reference<Kind.Vpc> vpcId,
            References<Kind.Subnet> subnetIds,
            References<Kind.SecurityGroup> securityGroupIds) {}

    record Names(String dnsZoneId, boolean alias) {}

    record Listeners(Certificate.Source certificateSource, String certificateArn) {}

    record Behaviour(String targetType) {}

    @Override
    public Contract contract() {
        return LoadBalancerComponent.CONTRACT;
    }
}
