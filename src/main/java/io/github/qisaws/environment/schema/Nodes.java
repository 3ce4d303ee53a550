package io.github.qisaws.environment.schema;

import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Kind, text, and description of YAML nodes. */
public final class Nodes {
    /** Kind of a value, independent of the declared type. */
    public enum Kind {
        TEXT("text"),
        INTEGER("a number"),
        DECIMAL("a decimal number"),
        BOOLEAN("true/false"),
        NOTHING("empty"),
        LIST("a list"),
        MAPPING("a mapping"),
        TAGGED("tagged");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private static final Set<Tag> CORE = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private Nodes() {}

    /** The kind by YAML 1.2's core schema, so {@code yes} and {@code on} are text. */
    public static Kind kind(Node node) {
        Tag tag = node.getTag();
        if (!CORE.contains(tag)) {
            return Kind.TAGGED;
        }
        if (!(node instanceof ScalarNode)) {
            return node instanceof MappingNode ? Kind.MAPPING : Kind.LIST;
        }
        if (tag.equals(Tag.INT)) {
            return Kind.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return Kind.DECIMAL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Kind.NOTHING : Kind.TEXT;
    }

    /** The characters of a scalar; empty for a list or mapping. */
    public static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Whether a text is written without quotes. */
    static boolean isPlain(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain();
    }

    public static Position position(Node node) {
        return position(node.getStartMark());
    }

    static Position position(Optional<Mark> mark) {
        return mark.map(place -> new Position(place.getLine() + 1, place.getColumn() + 1))
                .orElse(Position.START);
    }

    /** Description of a node for a message: the value in quotes, or its kind. */
    public static String show(Node node) {
        Kind kind = kind(node);
        if (kind == Kind.TAGGED) {
            return "the tag " + node.getTag().getValue();
        }
        return kind == Kind.LIST || kind == Kind.MAPPING || kind == Kind.NOTHING
                ? kind.words()
                : Message.quote(text(node));
    }
}
