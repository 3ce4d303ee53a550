package io.github.qisaws.architecture;

/** Input values of the image module. */
record ImageInputs(Common common, Place place, Recipe recipe) implements Inputs {
    record Place(Reference<Kind.Subnet> subnetId) {}

    record Recipe(String architecture) {}

    @Override
    public Contract contract() {
        return ImageComponent.CONTRACT;
    }
}
