package io.github.qisaws.review.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An IAM policy document, reduced to what the guard compares. */
final class PolicyDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Statement> statements = new ArrayList<>();

    /**
     * One statement.
     *
     * @param actions as written; {@code NotAction} counts as all actions
     * @param who principals; empty in a policy that is attached to a role, user, or group
     */
    record Statement(boolean allows, Set<String> actions, Set<String> resources, Set<String> who, boolean conditional) {
        boolean isPublic() {
            return allows && who.contains("*") && !conditional;
        }

        /** Whether it allows all actions, or all actions of a service, on all resources. */
        boolean isSweeping() {
            return allows
                    && resources.contains("*")
                    && who.isEmpty()
                    && actions.stream().anyMatch(action -> action.equals("*") || action.endsWith(":*"));
        }

        boolean isEverything() {
            return isSweeping() && actions.contains("*");
        }
    }

    /** Reads a document; a text that is not a policy document has no statements. */
    static PolicyDocument parse(String text) {
        PolicyDocument document = new PolicyDocument();
        try {
            JsonNode found = JSON.readTree(text).path("Statement");
            if (found.isObject()) {
                document.add(found);
            } else {
                found.forEach(document::add);
            }
        } catch (JsonProcessingException e) {
            return document;
        }
        return document;
    }

    List<Statement> statements() {
        return statements;
    }

    /** The permissions, one text for each action on a resource and for each action of a principal. */
    Set<String> grants() {
        Set<String> grants = new HashSet<>();
        for (Statement statement : statements) {
            if (statement.allows()) {
                String limit = statement.conditional() ? " (with a condition)" : "";
                for (String action : statement.actions()) {
                    statement.resources().forEach(resource -> grants.add(action + " on " + resource + limit));
                    statement.who().forEach(who -> grants.add(action + " for " + who + limit));
                }
            }
        }
        return grants;
    }

    Set<String> denials() {
        Set<String> denials = new HashSet<>();
        statements.stream()
                .filter(statement -> !statement.allows())
                .forEach(statement -> denials.add(
                        String.join(", ", statement.actions().stream().sorted().toList())));
        return denials;
    }

    private void add(JsonNode node) {
        statements.add(new Statement(
                node.path("Effect").asText().equals("Allow"),
                node.has("NotAction") ? Set.of("*") : texts(node.path("Action")),
                node.has("NotResource") ? Set.of("*") : texts(node.path("Resource")),
                node.has("NotPrincipal") ? Set.of("*") : texts(node.path("Principal")),
                !node.path("Condition").isEmpty()));
    }

    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new HashSet<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        } else {
            node.forEach(child -> texts.addAll(texts(child)));
        }
        return texts;
    }
}
