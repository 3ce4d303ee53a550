package io.github.qisaws.environment.schema;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** The place of a value being read: its property path, and the mistakes and positions collected so far. */
public final class Place {
    private final String path;
    private final Mistakes mistakes;
    private final Map<String, Position> positions;
    private final Map<MappingNode, Mapping> mappings;

    private Place(String path, Mistakes mistakes, Map<String, Position> positions, Map<MappingNode, Mapping> mappings) {
        this.path = path;
        this.mistakes = mistakes;
        this.positions = positions;
        this.mappings = mappings;
    }

    static Place root(Mistakes mistakes) {
        return new Place("", mistakes, new HashMap<>(), new IdentityHashMap<>());
    }

    public Place child(String name) {
        return new Place(path.isEmpty() ? name : path + "." + name, mistakes, positions, mappings);
    }

    public Place item(int index) {
        return new Place(path + "[" + index + "]", mistakes, positions, mappings);
    }

    public String path() {
        return path;
    }

    /** Records the position of this property. */
    public void locate(Node node) {
        positions.putIfAbsent(path, Nodes.position(node));
    }

    /** Records a mistake and returns no value. */
    public <T> Optional<T> refuse(Node node, String message) {
        mistakes.add(Nodes.position(node), path, message);
        return Optional.empty();
    }

    boolean isFull() {
        return mistakes.isFull();
    }

    Map<String, Position> positions() {
        return positions;
    }

    /** Mappings already flattened, so that aliases take no extra time and each mistake is reported once. */
    Map<MappingNode, Mapping> mappings() {
        return mappings;
    }
}
