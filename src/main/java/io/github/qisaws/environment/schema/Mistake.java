package io.github.qisaws.environment.schema;

import java.util.Objects;

/**
 * One mistake in a file, with its position.
 *
 * @param file as the caller named it
 * @param line from 1; 0 when the file as a whole is meant
 * @param column from 1; 0 when the file as a whole is meant
 * @param path the property, such as {@code network.zones[1]}; empty when it is not about a property
 * @param message what is wrong; what is allowed; what was probably meant
 */
public record Mistake(String file, int line, int column, String path, String message) {
    public Mistake {
        Objects.requireNonNull(file);
        Objects.requireNonNull(path);
        Objects.requireNonNull(message);
    }

    /** {@code file:line:column: path: message}, the form that editors and terminals make clickable. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return path.isEmpty() ? place + ": " + message : place + ": " + path + ": " + message;
    }
}
