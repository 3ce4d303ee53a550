package io.github.qisaws.environment.schema;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Declaration of a key, from which parser, schema, and reference follow.
 *
 * @param whenAbsent its default
 * @param examples as JSON data
 */
public record Key<T>(String path, ValueType<T> type, String description, Default<T> whenAbsent, List<Object> examples)
        implements Member {
    public Key {
        Objects.requireNonNull(path);
        Objects.requireNonNull(type);
        Objects.requireNonNull(description);
        Objects.requireNonNull(whenAbsent);
        examples = examples.stream().map(Key::inOrder).toList();
    }

    /** The order of a map of Java differs from run to run, and would change the published schema. */
    private static Object inOrder(Object example) {
        return example instanceof Map<?, ?> map ? new TreeMap<>(map) : example;
    }

    /** The default as JSON data, if it is a fixed value. */
    public Optional<Object> fixedDefault() {
        return whenAbsent.value().map(type::toJson);
    }
}
