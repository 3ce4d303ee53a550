package io.github.qisaws.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Plan JSON that is safe to publish. The structure is kept; values that Terraform marks as sensitive, or that look like a
 * secret, are replaced.
 */
public final class Redaction {
    private static final TextNode HIDDEN = TextNode.valueOf("(hidden)");
    private static final JsonMapper JSON = new JsonMapper();

    /** The marks for sensitive values, by the member that they belong to. */
    private static final Map<String, String> MARKS = Map.of(
            "before", "before_sensitive",
            "after", "after_sensitive",
            "values", "sensitive_values");

    private Redaction() {}

    /** Returns the redacted JSON of a file. Error messages never contain its content. */
    public static String of(Path file) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = JSON.createParser(file.toFile());
                JsonGenerator out = JSON.createGenerator(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw PlanReader.notAPlan("The file does not start with a JSON object.");
            }
            out.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                out.writeFieldName(name);
                parser.nextToken();
                member(name, parser, out);
            }
            out.writeEndObject();
        } catch (JsonProcessingException e) {
            throw PlanReader.notAPlan("The file is not well-formed JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Copies a long list one element at a time. */
    private static void member(String name, JsonParser parser, JsonGenerator out) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            out.writeStartArray();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JSON.writeTree(out, redacted(name, JSON.readTree(parser)));
            }
            out.writeEndArray();
        } else if (name.equals("variables")) {
            // Only the configuration marks sensitive variables, and not with every version of Terraform and OpenTofu.
            JSON.writeTree(out, valuesHidden(JSON.readTree(parser)));
        } else {
            JSON.writeTree(out, redacted(name, JSON.readTree(parser)));
        }
    }

    private static JsonNode valuesHidden(JsonNode variables) {
        for (JsonNode variable : variables) {
            if (variable instanceof ObjectNode object && object.has("value")) {
                object.set("value", HIDDEN);
            }
        }
        return variables;
    }

    private static JsonNode redacted(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object(name, object);
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redacted(name, array.get(i)));
            }
            return array;
        }
        return scalar(name, node);
    }

    private static JsonNode object(String name, ObjectNode object) {
        MARKS.forEach((value, mark) -> {
            if (object.has(value) && object.has(mark)) {
                object.set(value, masked(object.get(value), object.get(mark)));
            }
        });
        boolean sensitive = object.path("sensitive").asBoolean() || Secrets.isSecretName(name);
        object.properties().forEach(member -> {
            boolean literal = member.getKey().equals("value")
                    || member.getKey().equals("constant_value")
                    || member.getKey().equals("default");
            member.setValue(sensitive && literal ? HIDDEN : redacted(member.getKey(), member.getValue()));
        });
        return object;
    }

    private static JsonNode scalar(String name, JsonNode node) {
        if (!node.isTextual() && !node.isNumber()) {
            return node;
        }
        if (Secrets.isSecretName(name) && !node.asText().isEmpty()) {
            return HIDDEN;
        }
        return node.isTextual() ? TextNode.valueOf(Secrets.mask(node.textValue())) : node;
    }

    /** Hides the values that a mark of the same structure marks. */
    private static JsonNode masked(JsonNode value, JsonNode mark) {
        if (mark.isBoolean()) {
            return mark.booleanValue() && !value.isNull() ? HIDDEN : value;
        }
        if (value instanceof ObjectNode object) {
            object.properties()
                    .forEach(member -> member.setValue(masked(member.getValue(), mark.path(member.getKey()))));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, masked(array.get(i), mark.path(i)));
            }
        }
        return value;
    }
}
