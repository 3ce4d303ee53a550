package io.github.qisaws.architecture;

import java.util.SortedMap;

/** Input values of the existing network module. */
record ExistingNetworkInputs(Common common, Subnets subnets) implements Inputs {
    record Subnets(SortedMap<String, String> privateSubnetIds, SortedMap<String, String> publicSubnetIds) {}

    @Override
    public Contract contract() {
        return ExistingNetworkComponent.CONTRACT;
    }
}
