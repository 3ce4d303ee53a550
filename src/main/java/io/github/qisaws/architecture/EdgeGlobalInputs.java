package io.github.qisaws.architecture;

/** Input values of the edge-global module. */
record EdgeGlobalInputs(Common common, Home home, Wanted wanted) implements Inputs {
    record Home(String region) {}

    /**
     * What the module creates.
     *
     * @param dnsZoneId empty if another module already creates the record of the validation
     */
    record Wanted(boolean certificate, String dnsZoneId, boolean waf) {}

    @Override
    public Contract contract() {
        return EdgeGlobalComponent.CONTRACT;
    }
}
