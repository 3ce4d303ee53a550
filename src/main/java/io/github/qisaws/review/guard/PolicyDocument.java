package io.github.qisaws.review.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An IAM policy document, as far as the guard needs it. */
final class PolicyDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Statement> statements = new ArrayList<>();

    /**
     * One statement.
     *
     * @param actions as written; {@code NotAction} counts as everything
     * @param who principals; empty in a policy that is attached to its subject
     */
    record Statement(boolean allows, Set<String> actions, Set<String> resources, Set<String> who, boolean conditional) {
        boolean isPublic() {
            return allows && who.contains("*") && !conditional;
        }

        /** Everything, or everything of one service, on every resource. */
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

    /** Reads a document; a text that is none has no statements. */
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

    /** What is allowed here and was not allowed by the same statement there: action on resource for whom. */
    Set<String> grants() {
        Set<String> grants = new HashSet<>();
        for (Statement statement : statements) {
            if (statement.allows()) {
                String limit = statement.conditional() ? " under a condition" : "";
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
