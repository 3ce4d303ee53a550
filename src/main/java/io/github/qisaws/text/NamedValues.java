package io.github.qisaws.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Decides by names which members of a JSON object are secrets: by the member's own name, and in a list of name and value
 * pairs (the environment of a container, for example) by the name beside the value.
 */
public final class NamedValues {
    private static final List<String> LABELS =
            List.of("name", "key", "Name", "Key", "ParameterKey", "parameter_key", "parameter_name", "variable");
    private static final Set<String> VALUES =
            Set.of("value", "Value", "ParameterValue", "parameter_value", "default", "default_value", "string_value");
    private static final Set<String> STORES = Set.of("SECRETS_MANAGER", "PARAMETER_STORE");
    private static final Set<String> SECRET_DATA = Set.of("data", "stringData", "string_data", "binary_data");

    private NamedValues() {}

    /** Whether the value of a member must be hidden. */
    public static boolean hides(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (SECRET_DATA.contains(member) && object.path("kind").asText().equals("Secret")) {
            return value.isContainerNode() && !value.isEmpty();
        }
        return isSecretText(value) && isNamedSecret(object, member);
    }

    /** Whether a value under this name must be hidden. */
    public static boolean hides(String name, JsonNode value) {
        return isSecretText(value) && SecretNames.isSecret(name);
    }

    private static boolean isNamedSecret(JsonNode object, String member) {
        if (VALUES.contains(member)) {
            boolean stored = STORES.contains(object.path("type").asText());
            return !stored && LABELS.stream().anyMatch(label -> SecretNames.isSecret(text(object.path(label))));
        }
        return SecretNames.isSecret(member) && !isNameOfSecret(object, member);
    }

    /** Whether {@code secret} is the name of one in a store, as beside a version or a key in it. */
    private static boolean isNameOfSecret(JsonNode object, String member) {
        return member.equals("secret") && (object.has("version") || object.has("key") || object.has("project_id"));
    }

    /** The text, or the constant of an expression in a plan's configuration. */
    private static String text(JsonNode node) {
        return node.path("constant_value").asText(node.asText(""));
    }

    private static boolean isSecretText(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).noneMatch(JsonNode::isContainerNode)
                    && StreamSupport.stream(value.spliterator(), false).anyMatch(NamedValues::isSecretText);
        }
        JsonNode constant = value.path("constant_value");
        if (constant.isValueNode()) {
            return isSecretText(constant);
        }
        return value.isNumber() || (value.isTextual() && !References.isReference(value.textValue()));
    }
}
