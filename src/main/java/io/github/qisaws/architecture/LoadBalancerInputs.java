package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.HttpMode;

/** What a load balancer is told. */
record LoadBalancerInputs(Common common, Place place, Names names, Listeners listeners, Behaviour behaviour)
        implements Inputs {
    record Place(
            Reference<Kind.Vpc> vpcId,
            References<Kind.Subnet> subnetIds,
            References<Kind.SecurityGroup> securityGroupIds) {}

    record Names(String hostName, String dnsZoneId, boolean alias) {}

    record Listeners(HttpMode http, Certificate.Source certificateSource, String certificateArn, String tlsPolicy) {}

    record Behaviour(boolean accessLogs, int idleTimeout, boolean deletionProtection, String targetType) {}

    @Override
    public Contract contract() {
        return LoadBalancerComponent.CONTRACT;
    }
}
