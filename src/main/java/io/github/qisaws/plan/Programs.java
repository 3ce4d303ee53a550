package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.plan.Plan.Program;
import java.util.ArrayList;
import java.util.List;

/** Finds the programs that a configuration runs: provisioners, and data sources of the provider {@code external}. */
final class Programs {
    private static final String EXTERNAL = "external";

    private final List<Program> found = new ArrayList<>();

    private Programs() {}

    /** Reads the member {@code configuration} of a plan's JSON. */
    static List<Program> of(JsonNode configuration) {
        Programs programs = new Programs();
        programs.module("", configuration.path("root_module"));
        return programs.found;
    }

    private void module(String prefix, JsonNode module) {
        for (JsonNode resource : module.path("resources")) {
            String address = prefix + resource.path("address").asText();
            resource.path("provisioners")
                    .forEach(each -> found.add(new Program(
                            address, "provisioner \"" + each.path("type").asText() + "\"", false)));
            if (resource.path("mode").asText().equals("data")
                    && resource.path("type").asText().equals(EXTERNAL)) {
                found.add(new Program(address, "data source \"external\"", true));
            }
        }
        module.path("module_calls")
                .properties()
                .forEach(call -> module(
                        prefix + "module." + call.getKey() + ".",
                        call.getValue().path("module")));
    }
}
