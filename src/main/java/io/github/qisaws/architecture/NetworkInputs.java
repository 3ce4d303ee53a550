package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.Nat;
import java.util.List;

/** What a network is told. */
record NetworkInputs(Common common, Addresses addresses, Traffic traffic) implements Inputs {
    record Addresses(List<String> zones, int subnetPrefix) {}

    record Traffic(Nat nat, List<String> endpoints) {}

    @Override
    public Contract contract() {
        return NetworkComponent.CONTRACT;
    }
}
