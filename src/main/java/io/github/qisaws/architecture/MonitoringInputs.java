package io.github.qisaws.architecture;

import java.util.List;
import java.util.SortedMap;

/** Input values of the monitoring module. */
record MonitoringInputs(Common common, Watching watching, Telling telling) implements Inputs {
    record Watching(List<String> watch, SortedMap<String, String> loadBalancer, SortedMap<String, String> resources) {}

    record Telling(Reference<Kind.Topic> topicArn, String operatorEmail, List<String> serverRoleNames) {}

    @Override
    public Contract contract() {
        return MonitoringComponent.CONTRACT;
    }
}
