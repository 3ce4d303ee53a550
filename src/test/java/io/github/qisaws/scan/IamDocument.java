package io.github.qisaws.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A policy in the language of IAM.
 *
 * @param subject where it is, without the environment, such as {@code web-tier.aws_iam_role.this}
 */
record IamDocument(String subject, ObjectNode json) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String A_ROLE = "arn:aws:iam::123456789012:role/qis";

    /** The policy, if a text is one. */
    static Optional<IamDocument> of(String subject, String text) {
        if (!text.startsWith("{") || !text.contains("\"Statement\"")) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(text);
            return json.has("Statement") ? Optional.of(new IamDocument(subject, (ObjectNode) json)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(subject, e);
        }
    }

    /** A policy of these statements. */
    static IamDocument ofStatements(String subject, String statements) {
        return of(subject, "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}")
                .orElseThrow();
    }

    /** All policies in the resources of a module and of the modules that it calls. */
    static List<IamDocument> in(JsonNode module) {
        List<IamDocument> found = new ArrayList<>();
        for (JsonNode resource : module.path("resources")) {
            String address = resource.path("address").asText().replaceAll("\\[[^]]*]", "");
            collect(address.replaceFirst("^.*module\\.", ""), resource.path("values"), found);
        }
        module.path("child_modules").forEach(child -> found.addAll(in(child)));
        return found;
    }

    private static void collect(String subject, JsonNode value, List<IamDocument> found) {
        if (value.isTextual()) {
            of(subject, value.textValue()).ifPresent(found::add);
        } else {
            value.forEach(part -> collect(subject, part, found));
        }
    }

    /**
     * The text for parliament, which cannot read a statement without a resource: who may assume a role stands beside the
     * role, so its statements get one.
     */
    String text() {
        ObjectNode whole = json.deepCopy();
        for (JsonNode statement : whole.withArray("/Statement")) {
            if (statement.path("Action").asText().startsWith("sts:AssumeRole") && !statement.has("Resource")) {
                ((ObjectNode) statement).put("Resource", A_ROLE);
            }
        }
        return whole.toString();
    }
}
