package io.github.qisaws.environment.schema;

import java.util.Optional;

/**
 * Default of a key.
 *
 * @param required whether the key must be given
 * @param value a fixed value, if it is one
 * @param words a value that depends on others, in words; empty when it is fixed or required
 */
public record Default<T>(boolean required, Optional<T> value, String words) {
    public static <T> Default<T> none() {
        return new Default<>(true, Optional.empty(), "");
    }

    public static <T> Default<T> of(T value) {
        return new Default<>(false, Optional.of(value), "");
    }

    /** A default that is computed from other values, described in words for the reference table. */
    public static <T> Default<T> derived(String words) {
        return new Default<>(false, Optional.empty(), words);
    }
}
