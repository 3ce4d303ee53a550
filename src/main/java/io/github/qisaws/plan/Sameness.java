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

/** Whether two values mean the same: providers read back an unset value as the empty one, and JSON in another order. */
final class Sameness {
    private static final JsonMapper JSON = new JsonMapper();

    private Sameness() {}

    /**
     * Whether two values mean the same in all that the configuration sets. A newer provider, and AWS itself, add further
     * attributes to a block that no one changed.
     *
     * @param expression the configuration's, as the plan's JSON has it: an array or object of expressions for a block;
     *     where it is anything else, the values are compared whole
     */
    static boolean same(JsonNode before, JsonNode after, JsonNode expression) {
        if (before.isArray() && after.isArray() && expression.isArray() && !expression.isEmpty()) {
            if (before.size() != after.size()) {
                return false;
            }
            // A set's blocks come in another order than the configuration's, so each may set what one of them sets.
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
     * Whether an attribute that the configuration does not set has appeared; a changed one was known before. Blocks that a
     * {@code dynamic} block makes are missing in the configuration's JSON, so a block that appears is a change.
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

    /** An attribute's expression has no members but these two (Terraform's JSON output format, "Expression"). */
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
     * Whether the first text is the SHA-1 of the second: AWS provider 5 kept the user data of a server as that, provider 6
     * keeps the text (its upgrade guide, "aws_instance").
     */
    static boolean isHash(String before, String after) {
        return before.equals(sha1(after.getBytes(UTF_8))) || isHashOfDecoded(before, after);
    }

    private static boolean isHashOfDecoded(String before, String after) {
        try {
            return before.equals(sha1(Base64.getDecoder().decode(after)));
        } catch (IllegalArgumentException e) {
            // Not Base64: then the text itself was given.
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
