package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of an environment file by key, for what passes them on unchanged: inputs of modules, lines of role files.
 *
 * @param given path to value as JSON data, for each key that the file has
 */
public record Settings(SortedMap<String, Object> given) {
    /** Of a file that leaves every key to its default. */
    public static final Settings NONE = new Settings(new TreeMap<>());

    static Settings of(Values values) {
        SortedMap<String, Object> given = new TreeMap<>();
        Keys.ROOT.forEachKey(key -> json(key, values).ifPresent(value -> given.put(key.path(), value)));
        return new Settings(given);
    }

    private static <T> Optional<Object> json(Key<T> key, Values values) {
        return values.isGiven(key) ? values.find(key).map(key.type()::toJson) : Optional.empty();
    }

    /** The value as given, else the fixed default of the key; empty if the key has neither. */
    public Optional<Object> value(Key<?> key) {
        return Optional.ofNullable(given.get(key.path())).or(key::fixedDefault);
    }
}
