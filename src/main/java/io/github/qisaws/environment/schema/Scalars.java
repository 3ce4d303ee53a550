package io.github.qisaws.environment.schema;

import org.snakeyaml.engine.v2.nodes.Node;

/** Messages for values of the wrong kind. */
final class Scalars {
    private Scalars() {}

    /** Message for a node that does not have the required kind. */
    static String misfit(Node node) {
        return switch (Nodes.kind(node)) {
            case NOTHING -> "has no value (remove the key to use its default)";
            case LIST -> "is a list";
            case MAPPING -> "is a mapping";
            case TAGGED -> "the tag " + Message.quote(node.getTag().getValue()) + " is not supported";
            case TEXT, INTEGER, DECIMAL, BOOLEAN -> Nodes.show(node) + " is a single value";
        };
    }
}
