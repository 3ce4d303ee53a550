package io.github.qisaws.architecture;

/** What a remote state is told. */
record RemoteStateInputs(Common common, Bucket bucket) implements Inputs {
    record Bucket(String bucketName) {}

    @Override
    public Contract contract() {
        return RemoteStateComponent.CONTRACT;
    }
}
