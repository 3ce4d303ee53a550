package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which attributes of each resource the configuration sets. */
final class Declared {
    private final JsonNode root;
    private final Ignored ignored;
    private final Map<String, Set<String>> known = new HashMap<>();

    private Declared(JsonNode root, Ignored ignored) {
        this.root = root;
        this.ignored = ignored;
    }

    static Declared of(JsonNode plan, Ignored ignored) {
        return new Declared(plan.at("/configuration/root_module"), ignored);
    }

    Set<String> attributes(Address address) {
        return known.computeIfAbsent(
                String.join("/", address.modules()) + "/" + address.resource(), same -> find(address));
    }

    private Set<String> find(Address address) {
        JsonNode module = module(address.modules());
        for (JsonNode resource : module.path("resources")) {
            if (resource.path("address").asText().equals(address.resource())) {
                Set<String> names = new HashSet<>();
                resource.path("expressions").fieldNames().forEachRemaining(names::add);
                names.removeAll(ignored.attributes(address));
                return names;
            }
        }
        return Set.of();
    }

    private JsonNode module(List<String> names) {
        JsonNode module = root;
        for (String name : names) {
            module = module.path("module_calls").path(name).path("module");
        }
        return module;
    }
}
