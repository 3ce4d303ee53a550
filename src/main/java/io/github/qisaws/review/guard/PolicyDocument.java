package io.github.qisaws.review.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An IAM policy document, reduced to what the guard compares. */
final class PolicyDocument {
    private static final JsonMapper JSON = new JsonMapper();

    /** Only wildcards, also between the colons of an ARN. */
    private static final Pattern ANYTHING = Pattern.compile("[*?]+|arn:[*?]*|arn:(aws[a-z-]*|[*?]+)(:[*?]*)+");

    /** All actions of one service, such as {@code iam:*}, {@code iam:?*}. */
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+:[*?]+");

    /**
     * Actions that give a caller the permissions or the secrets of others, if they are allowed on all resources (the
     * lists "privilege escalation" and "credentials exposure" of Salesforce's Cloudsplaining, shortened).
     */
    private static final Set<String> FAR_REACHING = Set.of(
            "iam:createaccesskey",
            "iam:createloginprofile",
            "iam:updateloginprofile",
            "iam:updateassumerolepolicy",
            "iam:attachrolepolicy",
            "iam:attachuserpolicy",
            "iam:putrolepolicy",
            "iam:putuserpolicy",
            "iam:createpolicyversion",
            "iam:passrole",
            "sts:assumerole",
            "kms:decrypt",
            "secretsmanager:getsecretvalue");

    private final List<Statement> statements = new ArrayList<>();

    /**
     * One statement.
     *
     * @param actions as written; {@code NotAction} counts as all actions
     * @param who principals; empty in a policy that is attached to a role, user, or group
     * @param conditional whether it has a condition
     * @param limited whether its condition really limits who can use it
     */
    record Statement(
            boolean allows,
            Set<String> actions,
            Set<String> resources,
            Set<String> who,
            boolean conditional,
            boolean limited) {
        boolean isPublic() {
            return allows && who.stream().anyMatch(PolicyDocument::isAnything) && !limited;
        }

        /** Whether any user of an identity provider can use it. */
        boolean isOpenToAnyToken() {
            return allows && who.stream().anyMatch(each -> each.contains(":oidc-provider/")) && !limited;
        }

        /** Whether it allows all actions, or all actions of a service, on all resources. */
        boolean isSweeping() {
            return isOnAll()
                    && actions.stream()
                            .map(action -> action.toLowerCase(Locale.ROOT))
                            .anyMatch(action -> isAnyAction(action)
                                    || SERVICE.matcher(action).matches());
        }

        /** Whether it allows, on all resources, an action that gives the permissions or secrets of others. */
        boolean isFarReaching() {
            return isOnAll()
                    && !conditional
                    && actions.stream()
                            .map(action -> action.toLowerCase(Locale.ROOT))
                            .anyMatch(FAR_REACHING::contains);
        }

        private boolean isOnAll() {
            return allows && who.isEmpty() && resources.stream().anyMatch(PolicyDocument::isAnything);
        }

        boolean isEverything() {
            return isSweeping() && actions.stream().anyMatch(Statement::isAnyAction);
        }

        private static boolean isAnyAction(String action) {
            return action.replaceAll("[*?:]", "").isEmpty();
        }
    }

    /** Whether a principal or resource stands for all of them. */
    static boolean isAnything(String text) {
        return ANYTHING.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a text is a policy document, whatever the name of its attribute. */
    static boolean isOne(String text) {
        return read(text).filter(node -> node.has("statement")).isPresent();
    }

    /** Reads a document; a text that is not a policy document has no statements. */
    static PolicyDocument parse(String text) {
        PolicyDocument document = new PolicyDocument();
        read(text).map(node -> node.path("statement")).ifPresent(found -> {
            if (found.isObject()) {
                document.add(found);
            } else {
                found.forEach(document::add);
            }
        });
        return document;
    }

    /** The JSON object with the names of its elements in lower case, as AWS accepts them; empty if the text is none. */
    private static Optional<JsonNode> read(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(lowerCase(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static JsonNode lowerCase(JsonNode node) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> array.add(lowerCase(each)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(each -> object.set(each.getKey().toLowerCase(Locale.ROOT), lowerCase(each.getValue())));
        return object;
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
                node.path("effect").asText().equalsIgnoreCase("Allow"),
                node.has("notaction") ? Set.of("*") : texts(node.path("action")),
                node.has("notresource") ? Set.of("*") : texts(node.path("resource")),
                node.has("notprincipal") ? Set.of("*") : texts(node.path("principal")),
                !node.path("condition").isEmpty(),
                PolicyCondition.limits(node.path("condition"))));
    }

    static Set<String> texts(JsonNode node) {
        Set<String> texts = new HashSet<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        } else {
            node.forEach(child -> texts.addAll(texts(child)));
        }
        return texts;
    }
}
