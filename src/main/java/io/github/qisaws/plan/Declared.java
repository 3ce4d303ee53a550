package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attributes that the configuration sets, by resource, also those inside blocks. */
final class Declared {
    private final JsonNode root;
    private final Ignored ignored;
    private final Map<String, JsonNode> known = new HashMap<>();

    private Declared(JsonNode root, Ignored ignored) {
        this.root = root;
        this.ignored = ignored;
    }

    static Declared of(JsonNode configuration, Ignored ignored) {
        return new Declared(configuration.path("root_module"), ignored);
    }

    /** Whether the configuration has a block for this resource that sets anything. */
    boolean has(Address address) {
        return expressions(address).isObject();
    }

    /** Whether the configuration has a block for this resource that does not set this attribute. */
    boolean omits(Address address, String attribute) {
        return resource(address).isObject() && !expressions(address).has(attribute);
    }

    Set<String> attributes(Address address) {
        Set<String> names = new HashSet<>();
        expressions(address).fieldNames().forEachRemaining(names::add);
        names.removeAll(ignored.attributes(address));
        return names;
    }

    /** The configuration of an attribute: an expression, or for a block an object of expressions. */
    JsonNode expression(Address address, String attribute) {
        return expressions(address).path(attribute);
    }

    private JsonNode expressions(Address address) {
        return known.computeIfAbsent(
                String.join("/", address.modules()) + "/" + address.resource(),
                same -> resource(address).path("expressions"));
    }

    private JsonNode resource(Address address) {
        JsonNode module = module(address.modules());
        for (JsonNode resource : module.path("resources")) {
            if (resource.path("address").asText().equals(address.resource())) {
                return resource;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode module(List<String> names) {
        JsonNode module = root;
        for (String name : names) {
            module = module.path("module_calls").path(name).path("module");
        }
        return module;
    }

    /** Two plans with the same configuration are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Declared declared && root.equals(declared.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }
}
