package io.github.qisaws.environment.schema;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Type of a value: reads it, and describes it for the reference and the schema.
 *
 * @param <T> the Java type of the value
 */
public interface ValueType<T> {
    /** Reads the value; returns empty after it recorded a mistake. */
    Optional<T> read(Node node, Place place);

    /** Description of valid values; follows "allowed: ". */
    String allowed();

    /** The JSON Schema of the value, as maps, lists, texts, numbers and booleans. */
    Map<String, Object> jsonSchema();

    /** A value as JSON data. */
    Object toJson(T value);
}
