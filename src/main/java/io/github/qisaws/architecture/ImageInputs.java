package io.github.qisaws.architecture;

/** What an image pipeline is told. */
record ImageInputs(Common common, Place place, Recipe recipe) implements Inputs {
    record Place(Reference<Kind.Subnet> subnetId) {}

    record Recipe(String architecture) {}

    @Override
    public Contract contract() {
        return ImageComponent.CONTRACT;
    }
}
