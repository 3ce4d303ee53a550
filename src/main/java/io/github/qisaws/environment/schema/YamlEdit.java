package io.github.qisaws.environment.schema;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Changes one value in YAML text and nothing else: comments, order, and layout stay. */
public final class YamlEdit {
    private YamlEdit() {}

    /**
     * The text with another value of a key in a section; both are added if they are missing.
     *
     * @param value as it is to be written, with quotes if it needs them
     */
    public static String set(String text, String section, String key, String value) {
        Optional<MappingNode> root = YamlText.parse(text, new Mistakes("")).flatMap(node -> mapping(Optional.of(node)));
        Optional<MappingNode> inner = mapping(root.flatMap(node -> value(node, section)));
        if (inner.isEmpty()) {
            return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + section + ":\n  " + key + ": " + value
                    + "\n";
        }
        return value(inner.get(), key)
                .map(old -> replaced(text, at(text, old.getStartMark()), at(text, old.getEndMark()), value))
                .orElseGet(() -> added(text, inner.get(), key + ": " + value));
    }

    private static String added(String text, MappingNode section, String entry) {
        int start = at(text, section.getStartMark());
        if (section.getFlowStyle() == FlowStyle.FLOW) {
            int inside = start + 1;
            return replaced(text, inside, inside, entry + (section.getValue().isEmpty() ? "" : ", "));
        }
        int column = section.getStartMark().map(Mark::getColumn).orElse(0);
        return replaced(text, start, start, entry + "\n" + " ".repeat(column));
    }

    private static Optional<MappingNode> mapping(Optional<Node> node) {
        return node.filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    private static Optional<Node> value(MappingNode node, String key) {
        return node.getValue().stream()
                .filter(tuple -> Nodes.text(tuple.getKeyNode()).equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    /** Marks count code points. */
    private static int at(String text, Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
    }

    private static String replaced(String text, int from, int to, String with) {
        return text.substring(0, from) + with + text.substring(to);
    }
}
