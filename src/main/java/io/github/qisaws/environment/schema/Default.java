package io.github.qisaws.environment.schema;

import java.util.Optional;

/**
 * What holds when a key is left out.
 *
 * @param required nothing: the key must be given
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

    /** Worked out from other values, or the absence of the thing; in words that can stand in a table. */
    public static <T> Default<T> derived(String words) {
        return new Default<>(false, Optional.empty(), words);
    }
}
