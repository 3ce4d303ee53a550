package io.github.qisaws.environment.schema;

import org.snakeyaml.engine.v2.nodes.Node;

/** Words for a value of the wrong kind. */
final class Scalars {
    private Scalars() {}

    /** Says that a node is no value of the kind wanted. */
    static String misfit(Node node) {
        return switch (Nodes.kind(node)) {
            case NOTHING -> "has no value (leave the key out for its default)";
            case LIST -> "is a list";
            case MAPPING -> "is a mapping";
            case TAGGED -> "the tag " + Message.quote(node.getTag().getValue()) + " is not supported";
            case TEXT, INTEGER, DECIMAL, BOOLEAN -> Nodes.show(node) + " is a single value";
        };
    }
}
