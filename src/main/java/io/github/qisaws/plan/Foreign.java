package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parts of resources (rules of a security group, routes of a table, policies of a role) that no resource in the state owns. */
final class Foreign {
    private final Map<String, Parts> found = new HashMap<>();

    private Foreign() {}

    /**
     * Additions to one resource.
     *
     * @param lists the additions by attribute
     */
    record Parts(String address, String type, Map<String, ArrayNode> lists) {
        /** The before value is without the additions, even if an earlier refresh wrote them to the state. */
        void addTo(ObjectNode change) {
            lists.forEach((name, added) -> {
                ((ObjectNode) change.path("before")).putArray(name);
                ((ObjectNode) change.path("after")).set(name, added);
                hide(change, name);
            });
        }

        /** Only what these earlier values lack; empty if they have everything. */
        Optional<Parts> newSince(JsonNode before) {
            Map<String, ArrayNode> fresh = new HashMap<>();
            lists.forEach((name, added) -> {
                Set<JsonNode> known = new HashSet<>();
                before.path(name).forEach(known::add);
                ArrayNode elements = JsonNodeFactory.instance.arrayNode();
                added.forEach(element -> {
                    if (!known.contains(element)) {
                        elements.add(element);
                    }
                });
                if (!elements.isEmpty()) {
                    fresh.put(name, elements);
                }
            });
            return fresh.isEmpty() ? Optional.empty() : Optional.of(new Parts(address, type, fresh));
        }

        /** Marks refer to positions in the complete list, which are lost here. So either all elements are hidden or none. */
        private static void hide(ObjectNode change, String name) {
            boolean sensitive = change.path("before_sensitive")
                            .path(name)
                            .toString()
                            .contains("true")
                    || change.path("after_sensitive").path(name).toString().contains("true");
            change.withObject("/before_sensitive").put(name, sensitive);
            change.withObject("/after_sensitive").put(name, sensitive);
        }
    }

    /** Searches resources of the refreshed state, so that an addition is found even after several refreshes. */
    static Foreign among(List<JsonNode> resources) {
        Foreign foreign = new Foreign();
        for (Ownership belongings : Ownership.ALL) {
            belongings.look(resources, foreign::add);
        }
        return foreign;
    }

    private void add(JsonNode owner, String list, JsonNode element) {
        String address = owner.path("address").asText();
        found.computeIfAbsent(
                        address, same -> new Parts(address, owner.path("type").asText(), new HashMap<>()))
                .lists()
                .computeIfAbsent(list, same -> JsonNodeFactory.instance.arrayNode())
                .add(element);
    }

    /** Removes and returns the additions to a resource. */
    Optional<Parts> take(String address) {
        return Optional.ofNullable(found.remove(address));
    }

    /** The remaining additions, by address. */
    List<Parts> additions() {
        return found.values().stream()
                .sorted((first, second) -> first.address().compareTo(second.address()))
                .toList();
    }
}
