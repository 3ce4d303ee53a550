package io.github.qisaws.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Hides the secrets in JSON: by the names of its members, and in each text. */
public final class MaskedJson {
    static final TextNode HIDDEN = TextNode.valueOf(Assignments.HIDDEN);
    private static final JsonMapper JSON = new JsonMapper();

    private MaskedJson() {}

    /** The tree with its secrets hidden; its arrays are changed in place. */
    public static JsonNode of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return members(object);
        }
        if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                array.set(index, of(array.get(index)));
            }
            return array;
        }
        return node.isTextual() ? TextNode.valueOf(Secrets.mask(node.textValue())) : node;
    }

    /** The object with its secrets hidden, also those in the names of its members. */
    private static ObjectNode members(ObjectNode object) {
        ObjectNode masked = object.objectNode();
        object.properties().forEach(member -> {
            String name = member.getKey();
            boolean hidden = NamedValues.hides(object, name);
            masked.set(Secrets.mask(name), hidden ? hidden(member.getValue()) : of(member.getValue()));
        });
        return masked;
    }

    /** The placeholder of a secret; in a configuration, inside its expression. */
    private static JsonNode hidden(JsonNode value) {
        return value instanceof ObjectNode expression && expression.has("constant_value")
                ? expression.objectNode().set("constant_value", HIDDEN)
                : HIDDEN;
    }

    /** JSON in a text with its secrets hidden; the same text if there are none, or if it is not JSON. */
    static String inText(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (first != '{' && first != '[') {
            return text;
        }
        try {
            JsonNode tree = JSON.readTree(text);
            JsonNode masked = of(tree.deepCopy());
            return masked.equals(tree) ? text : masked.toString();
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
