package io.github.qisaws.architecture;

import java.util.List;

/** Input values of the network module. */
record NetworkInputs(Common common, Place place) implements Inputs {
    record Place(List<String> zones, boolean reserveDataServer) {}

    @Override
    public Contract contract() {
        return NetworkComponent.CONTRACT;
    }
}
