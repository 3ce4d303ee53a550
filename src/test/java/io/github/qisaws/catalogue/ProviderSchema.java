package io.github.qisaws.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resource types of one provider, as {@code terraform providers schema -json} prints them. */
final class ProviderSchema {
    private final JsonNode types;

    ProviderSchema(JsonNode printed) {
        types = printed.path("provider_schemas").elements().next().path("resource_schemas");
    }

    boolean has(String type) {
        return types.has(type);
    }

    Set<String> types() {
        Set<String> names = new TreeSet<>();
        types.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The paths of all attributes of a type, each with whether a configuration may set it. A block is not an attribute. */
    Map<String, Boolean> paths(String type) {
        Map<String, Boolean> paths = new TreeMap<>();
        block("", types.path(type).path("block"), paths);
        return paths;
    }

    private static void block(String prefix, JsonNode block, Map<String, Boolean> paths) {
        attributes(prefix, block.path("attributes"), paths);
        block.path("block_types")
                .properties()
                .forEach(each ->
                        block(prefix + each.getKey() + ".", each.getValue().path("block"), paths));
    }

    private static void attributes(String prefix, JsonNode attributes, Map<String, Boolean> paths) {
        attributes.properties().forEach(each -> {
            JsonNode attribute = each.getValue();
            boolean configurable = attribute.path("optional").asBoolean()
                    || attribute.path("required").asBoolean();
            paths.put(prefix + each.getKey(), configurable);
            attributes(
                    prefix + each.getKey() + ".", attribute.path("nested_type").path("attributes"), paths);
            members(prefix + each.getKey(), attribute.path("type"), configurable, paths);
        });
    }

    /** The members of an object type. A type is a name, or a list such as {@code ["set", ["object", {…}]]}. */
    private static void members(String path, JsonNode type, boolean configurable, Map<String, Boolean> paths) {
        if (type.path(0).asText().equals("object")) {
            type.path(1).properties().forEach(each -> {
                paths.put(path + "." + each.getKey(), configurable);
                members(path + "." + each.getKey(), each.getValue(), configurable, paths);
            });
        } else if (type.isArray()) {
            members(path, type.path(1), configurable, paths);
        }
    }
}
