package io.github.qisaws.environment.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys of a YAML mapping with its merge keys ({@code <<}) resolved: own keys first, then the merged in order. */
public final class Mapping {
    private static final int DEEPEST_MERGE = 10;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A key and its value. */
    public record Entry(Node key, Node value) {}

    private Mapping() {}

    public static Mapping of(MappingNode node, Place place) {
        return of(node, place, 0);
    }

    public Map<String, Entry> entries() {
        return entries;
    }

    private static Mapping of(MappingNode node, Place place, int depth) {
        Mapping known = place.mappings().get(node);
        if (known != null) {
            return known;
        }
        Mapping mapping = new Mapping();
        // Known from here on, so that a mapping which merges itself ends.
        place.mappings().put(node, mapping);
        for (NodeTuple tuple : node.getValue()) {
            if (!isMerge(tuple)) {
                mapping.addOwn(tuple, place);
            }
        }
        for (NodeTuple tuple : node.getValue()) {
            if (isMerge(tuple)) {
                mapping.merge(tuple.getValueNode(), place, depth);
            }
        }
        return mapping;
    }

    private static boolean isMerge(NodeTuple tuple) {
        return Nodes.isPlain(tuple.getKeyNode())
                && Nodes.text(tuple.getKeyNode()).equals("<<");
    }

    private void addOwn(NodeTuple tuple, Place place) {
        Node key = tuple.getKeyNode();
        if (!(key instanceof ScalarNode)) {
            place.refuse(key, "a key cannot be " + Nodes.show(key) + "; write \"key: value\"");
            return;
        }
        String name = Nodes.text(key);
        Entry first = entries.get(name);
        if (first == null) {
            entries.put(name, new Entry(key, tuple.getValueNode()));
        } else {
            int line = Nodes.position(first.key()).line();
            place.child(Message.printable(name))
                    .refuse(key, "given twice, first in line " + line + "; keep one of the two");
        }
    }

    private void merge(Node value, Place place, int depth) {
        if (depth >= DEEPEST_MERGE) {
            place.refuse(value, "merge keys (<<) go more than " + DEEPEST_MERGE + " levels deep; write the keys out");
            return;
        }
        List<Node> sources = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        for (Node source : sources) {
            if (source instanceof MappingNode mapping) {
                of(mapping, place, depth + 1).entries.forEach(entries::putIfAbsent);
            } else {
                String wrong = "the merge key << is followed by " + Nodes.show(source);
                place.refuse(source, Message.of(wrong, "allowed: a mapping such as *name, or a list of mappings"));
            }
        }
    }
}
