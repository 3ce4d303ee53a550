package io.github.qisaws.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A mapping of the catalogue file while it is read. A member that nothing reads is an error, and so is an unknown word. */
final class Row {
    private final Map<String, Object> rest = new LinkedHashMap<>();

    private Row(Object mapping) {
        if (!(mapping instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("not a mapping: " + mapping);
        }
        members.forEach((name, value) -> rest.put(String.valueOf(name), value));
    }

    /** Reads a whole mapping. */
    static <T> T read(Object mapping, Function<Row, T> reader) {
        Row row = new Row(mapping);
        T result = reader.apply(row);
        if (!row.rest.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + row.rest.keySet());
        }
        return result;
    }

    Optional<Object> member(String name) {
        return Optional.ofNullable(rest.remove(name));
    }

    Optional<String> text(String name) {
        return member(name).map(Row::text);
    }

    String needed(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("missing: " + name));
    }

    boolean flag(String name, boolean usual) {
        Object value = member(name).orElse(usual);
        if (!(value instanceof Boolean flag)) {
            throw new IllegalArgumentException(name + " is neither true nor false: " + value);
        }
        return flag;
    }

    List<String> texts(String name) {
        Object list = member(name).orElse(List.of());
        if (!(list instanceof List<?> values)) {
            throw new IllegalArgumentException(name + " is not a list: " + list);
        }
        return values.stream().map(Row::text).toList();
    }

    /** A mapping in which any name is allowed. An error says in which of them it is. */
    <T> Map<String, T> all(String name, BiFunction<String, Object, T> value) {
        Map<String, T> all = new LinkedHashMap<>();
        member(name)
                .map(Row::new)
                .ifPresent(row -> row.rest.forEach((key, each) -> {
                    try {
                        all.put(key, value.apply(key, each));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
                    }
                }));
        return all;
    }

    /** A constant by its word: {@code by-use} is {@code BY_USE}. */
    static <E extends Enum<E>> E word(Class<E> kind, Object value) {
        return Stream.of(kind.getEnumConstants())
                .filter(each -> word(each).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown word: " + value));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String text(Object value) {
        if (!(value instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException("not a text: " + value);
        }
        return text;
    }
}
