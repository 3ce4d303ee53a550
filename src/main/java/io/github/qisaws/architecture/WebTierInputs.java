package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.Scaling;
import java.util.SortedMap;

/** Input values of the web tier module; the members of an environment's scaling have the same names. */
record WebTierInputs(Common common, Place place, Machine machine, Fleet fleet) implements Inputs {
    record Place(
            References<Kind.Subnet> subnetIds,
            References<Kind.SecurityGroup> securityGroupIds,
            boolean publicAddress,
            Reference<Kind.TargetGroup> targetGroupArn,
            Reference<Kind.Arn> loadBalancerArn) {}

    record Machine(
            Reference<Kind.MachineImage> amiId,
            Reference<Kind.Secret> secretArn,
            Reference<Kind.Secret> masterSecretArn,
            SortedMap<String, String> roleSettings,
            String dataCopy) {}

    record Fleet(Scaling scaling, boolean fullTime, String operatorEmail) {}

    @Override
    public Contract contract() {
        return WebTierComponent.CONTRACT;
    }
}
