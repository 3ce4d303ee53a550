package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of an environment by key, for module inputs and role file lines that use them unchanged.
 *
 * @param values path to value as JSON data, for each key that the file may have: as given, else what applies without it;
 *     without the keys that then have no value
 */
public record Settings(SortedMap<String, Object> values) {
    /** Settings of a file in which every optional key has its default. */
    public static final Settings NONE = new Settings(new TreeMap<>());

    static Settings of(Values read) {
        SortedMap<String, Object> values = new TreeMap<>();
        Keys.ROOT.forEachKey(key -> json(key, read).ifPresent(value -> values.put(key.path(), value)));
        return new Settings(values)
                .with(NetworkKeys.NAT, Derived.nat(read))
                .with(NetworkKeys.ENDPOINTS, Derived.endpoints(read));
    }

    private static <T> Optional<Object> json(Key<T> key, Values read) {
        return read.find(key).map(key.type()::toJson);
    }

    /** In place of the key's default, which does not always apply. */
    private <T> Settings with(Key<T> key, T value) {
        SortedMap<String, Object> all = new TreeMap<>(values);
        all.put(key.path(), key.type().toJson(value));
        return new Settings(all);
    }

    /** The value that applies, else the fixed default of the key; empty if the key has neither. */
    public Optional<Object> value(Key<?> key) {
        return Optional.ofNullable(values.get(key.path())).or(key::fixedDefault);
    }
}
