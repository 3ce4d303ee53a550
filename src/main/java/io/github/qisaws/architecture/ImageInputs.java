package io.github.qisaws.architecture;

import io.github.qisaws.environment.ImageBuild.OperatingSystem;
import java.util.List;
import java.util.SortedMap;

/** What an image pipeline is told. */
record ImageInputs(Common common, Place place, Recipe recipe, Spread spread, Making making) implements Inputs {
    record Place(Reference<Kind.Subnet> subnetId) {}

    record Recipe(OperatingSystem system, String architecture, String parentImage, int rootVolumeGib) {}

    record Spread(List<String> regions, List<String> shareWithAccounts, SortedMap<String, String> kmsKeyArns) {}

    record Making(String schedule, boolean container, boolean deletionProtection) {}

    @Override
    public Contract contract() {
        return ImageComponent.CONTRACT;
    }
}
