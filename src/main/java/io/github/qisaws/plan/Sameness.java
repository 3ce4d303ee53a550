package io.github.qisaws.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** Compares values by meaning: providers return an unset value as an empty one, and JSON in a different order. */
final class Sameness {
    private static final JsonMapper JSON = new JsonMapper();

    private Sameness() {}

    /**
     * Whether two values are equivalent in everything that the configuration sets. A newer provider, or AWS, can add
     * attributes to a block without a change by a user.
     *
     * @param expression the expression in the plan JSON: an array or object of expressions for a block; otherwise the
     *     values are compared as a whole
     */
    static boolean same(JsonNode before, JsonNode after, JsonNode expression) {
        if (before.isArray() && after.isArray() && expression.isArray() && !expression.isEmpty()) {
            if (before.size() != after.size()) {
                return false;
            }
            // A set can have another order than the configuration, so each block may set what any of its blocks sets.
            JsonNode all = merged(expression);
            for (int index = 0; index < before.size(); index++) {
                if (!same(before.get(index), after.get(index), all)) {
                    return false;
                }
            }
            return true;
        }
        if (before.isObject() && after.isObject() && isBlock(expression)) {
            return names(before, after).stream()
                    .filter(name -> expression.has(name) || !isAdded(before.path(name), after.path(name)))
                    .allMatch(name -> same(before.path(name), after.path(name), expression.path(name)));
        }
        return same(before, after);
    }

    /**
     * Whether an attribute appeared that the configuration does not set. A new block is always a change, because the
     * configuration JSON does not contain blocks that a {@code dynamic} block creates.
     */
    private static boolean isAdded(JsonNode before, JsonNode after) {
        boolean ofBlocks = after.isObject() || (after.isArray() && after.path(0).isObject());
        return isEmpty(before) && !ofBlocks;
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether an expression is a block: it has none of the members of an attribute's expression (JSON output format). */
    private static boolean isBlock(JsonNode expression) {
        return expression.isObject()
                && !expression.isEmpty()
                && !expression.has("constant_value")
                && !expression.has("references");
    }

    private static JsonNode merged(JsonNode blocks) {
        ObjectNode all = JSON.createObjectNode();
        blocks.forEach(block -> block.properties().forEach(set -> {
            JsonNode other = all.get(set.getKey());
            boolean nested = other instanceof ArrayNode && set.getValue() instanceof ArrayNode;
            all.set(
                    set.getKey(),
                    nested ? ((ArrayNode) other.deepCopy()).addAll((ArrayNode) set.getValue()) : set.getValue());
        }));
        return all;
    }

    private static boolean same(JsonNode before, JsonNode after) {
        if (before.equals(after) || (isEmpty(before) && isEmpty(after))) {
            return true;
        }
        if (before.isObject() && after.isObject()) {
            return names(before, after).stream().allMatch(name -> same(before.path(name), after.path(name)));
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

    /**
     * Whether the first text is the SHA-1 of the second. AWS provider 5 stores the SHA-1 of a server's user data, provider
     * 6 the text (upgrade guide of provider 6, "aws_instance").
     */
    static boolean isHash(String before, String after) {
        return before.equals(sha1(after.getBytes(UTF_8))) || isHashOfDecoded(before, after);
    }

    private static boolean isHashOfDecoded(String before, String after) {
        try {
            return before.equals(sha1(Base64.getDecoder().decode(after)));
        } catch (IllegalArgumentException e) {
            // Not Base64: the value is the text itself.
            return false;
        }
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
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
