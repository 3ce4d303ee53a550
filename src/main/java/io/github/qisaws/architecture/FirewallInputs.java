package io.github.qisaws.architecture;

/** Input values of the firewall module. */
record FirewallInputs(Common common, Groups groups, Visitors visitors) implements Inputs {
    record Groups(Reference<Kind.Vpc> vpcId, boolean managedServices, boolean defaultGroup) {}

    record Visitors(boolean onlyCloudfront, Reference<Kind.CidrBlock> visitorCidrBlock) {}

    @Override
    public Contract contract() {
        return FirewallComponent.CONTRACT;
    }
}
