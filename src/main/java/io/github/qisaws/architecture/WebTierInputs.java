package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.Scaling;
import java.util.SortedMap;

/** What a web tier is told; the members of an environment's scaling are spelt as the module's are. */
record WebTierInputs(Common common, Place place, Machine machine, Fleet fleet) implements Inputs {
    record Place(
            References<Kind.Subnet> subnetIds,
            References<Kind.SecurityGroup> securityGroupIds,
            boolean publicAddress,
            Reference<Kind.TargetGroup> targetGroupArn) {}

    record Machine(
            Reference<Kind.MachineImage> amiId,
            Reference<Kind.Secret> secretArn,
            Reference<Kind.Secret> masterSecretArn,
            SortedMap<String, String> roleSettings) {}

    record Fleet(Scaling scaling, boolean fullTime, String operatorEmail) {}

    @Override
    public Contract contract() {
        return WebTierComponent.CONTRACT;
    }
}
