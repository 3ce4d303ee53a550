package io.github.qisaws.environment.schema;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Type of a switch. Rejects words such as yes, which only YAML 1.1 reads as a boolean, because tools disagree. */
public record BooleanType() implements ValueType<Boolean> {
    private static final Set<String> OLD_TRUE = Set.of("yes", "on", "y", "1");
    private static final Set<String> OLD_FALSE = Set.of("no", "off", "n", "0");

    @Override
    public Optional<Boolean> read(Node node, Place place) {
        Nodes.Kind kind = Nodes.kind(node);
        String text = Nodes.text(node).toLowerCase(Locale.ROOT);
        if (kind == Nodes.Kind.BOOLEAN && (text.equals("true") || text.equals("false"))) {
            return Optional.of(text.equals("true"));
        }
        if (kind == Nodes.Kind.TEXT && (text.equals("true") || text.equals("false"))) {
            String wrong = Nodes.show(node) + " is text because it is in quotes";
            return place.refuse(node, Message.of(wrong, "allowed: " + allowed()));
        }
        if (kind != Nodes.Kind.NOTHING && kind != Nodes.Kind.TAGGED && !text.isEmpty()) {
            String wrong = Nodes.show(node) + " is not true or false";
            return place.refuse(node, Message.of(wrong, "allowed: " + allowed(), meaning(text)));
        }
        return place.refuse(node, Message.of(Scalars.misfit(node), "allowed: " + allowed()));
    }

    private static Optional<String> meaning(String text) {
        if (OLD_TRUE.contains(text)) {
            return Optional.of("true");
        }
        return OLD_FALSE.contains(text) ? Optional.of("false") : Suggestion.nearest(text, Set.of("true", "false"));
    }

    @Override
    public String allowed() {
        return "true, false";
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("type", "boolean");
    }

    @Override
    public Object toJson(Boolean value) {
        return value;
    }
}
