package io.github.qisaws.environment.schema;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A kind of value: how it is read, and how it is described to people and editors.
 *
 * @param <T> what reading it gives
 */
public interface ValueType<T> {
    /** The value, or empty after noting at the place what is wrong. */
    Optional<T> read(Node node, Place place);

    /** What may be written, to follow "allowed: ". */
    String allowed();

    /** The JSON Schema of the value, as maps, lists, texts, numbers and booleans. */
    Map<String, Object> jsonSchema();

    /** A value as it would be written in JSON. */
    Object toJson(T value);
}
