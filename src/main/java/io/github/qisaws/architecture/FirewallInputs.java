package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.Layout;
import java.util.List;

/** What a firewall is told. */
record FirewallInputs(Common common, Groups groups, Visitors visitors) implements Inputs {
    record Groups(Reference<Kind.Vpc> vpcId, Layout layout, List<String> sshCidrBlocks, boolean managedServices) {}

    record Visitors(boolean onlyCloudfront) {}

    @Override
    public Contract contract() {
        return FirewallComponent.CONTRACT;
    }
}
