package io.github.qisaws.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whether two values mean the same: providers read back an unset value as the empty one, and JSON in another order. */
final class Sameness {
    private static final JsonMapper JSON = new JsonMapper();

    private Sameness() {}

    static boolean same(JsonNode before, JsonNode after) {
        if (before.equals(after) || (isEmpty(before) && isEmpty(after))) {
            return true;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            return names.stream().allMatch(name -> same(before.path(name), after.path(name)));
        }
        if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (int index = 0; index < before.size(); index++) {
                if (!same(before.get(index), after.get(index))) {
                    return false;
                }
            }
            return true;
        }
        return before.isTextual() && after.isTextual() && sameJson(before.asText(), after.asText());
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.asText().isEmpty())
                || (node.isNumber() && node.asDouble() == 0)
                || (node.isBoolean() && !node.booleanValue());
    }

    private static boolean sameJson(String before, String after) {
        if (!before.startsWith("{") || !after.startsWith("{")) {
            return false;
        }
        try {
            return JSON.readTree(before).equals(JSON.readTree(after));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
