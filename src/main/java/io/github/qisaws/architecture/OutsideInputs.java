package io.github.qisaws.architecture;

import java.util.List;
import java.util.SortedMap;

/** Input values of the outside module. */
record OutsideInputs(Common common, Home home, Watching watching) implements Inputs {
    record Home(String region) {}

    record Watching(List<String> watch, SortedMap<String, String> cloudfront) {}

    @Override
    public Contract contract() {
        return OutsideComponent.CONTRACT;
    }
}
