package io.github.qisaws.architecture;

import java.util.List;

/** What a network is told. */
record NetworkInputs(Common common, Place place) implements Inputs {
    record Place(List<String> zones) {}

    @Override
    public Contract contract() {
        return NetworkComponent.CONTRACT;
    }
}
