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
import io.github.qisaws.text.MaskedJson;
import io.github.qisaws.text.Secrets;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Plan JSON that is safe to publish. The structure is kept; values that Terraform marks as sensitive, or that look like a
 * secret, are replaced.
 */
public final class Redaction {
    private static final TextNode HIDDEN = TextNode.valueOf("(hidden)");
    private static final JsonMapper JSON = new JsonMapper();

    /** Members with a literal value: of a variable, an output, its change, and an expression in the configuration. */
    private static final Set<String> LITERALS = Set.of("value", "constant_value", "default", "before", "after");

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
                JSON.writeTree(out, MaskedJson.of(marked(name, JSON.readTree(parser))));
            }
            out.writeEndArray();
        } else {
            JSON.writeTree(out, MaskedJson.of(marked(name, JSON.readTree(parser))));
        }
    }

    /** Hides what the plan marks as sensitive, the literals under the names of secrets, and all values of variables. */
    private static JsonNode marked(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            MARKS.forEach((value, mark) -> {
                if (object.has(value) && object.has(mark)) {
                    object.set(value, masked(object.get(value), object.get(mark)));
                }
            });
            LITERALS.stream()
                    .filter(literal -> object.path("sensitive").asBoolean() || Secrets.isSecretName(name))
                    .filter(object::hasNonNull)
                    .forEach(literal -> object.set(literal, HIDDEN));
            // Only the configuration marks sensitive variables, and not with every version of Terraform and OpenTofu.
            if (name.equals("variables")) {
                object.forEach(
                        variable -> LITERALS.stream().filter(variable::has).forEach(literal -> ((ObjectNode) variable)
                                .set(literal, HIDDEN)));
            }
            object.properties().forEach(member -> marked(member.getKey(), member.getValue()));
        } else if (node.isArray()) {
            node.forEach(each -> marked(name, each));
        }
        return node;
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
