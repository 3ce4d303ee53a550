package io.github.qisaws.environment.schema;

import java.util.Map;

/**
 * Position of each property in its file.
 *
 * @param file as the caller named it
 * @param positions by property path
 */
public record SourceMap(String file, Map<String, Position> positions) {
    public SourceMap {
        positions = Map.copyOf(positions);
    }

    /**
     * Position of a property: of its value; for a default, of the nearest enclosing section; otherwise the start of the
     * file.
     */
    public Position sourceOf(String propertyPath) {
        String path = propertyPath;
        while (!positions.containsKey(path)) {
            int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
            if (end < 0) {
                return Position.START;
            }
            path = path.substring(0, end);
        }
        return positions.get(path);
    }

    /** The same as {@code file:line:column}. */
    public String reference(String propertyPath) {
        Position position = sourceOf(propertyPath);
        return file + ":" + position.line() + ":" + position.column();
    }

    /** A message about a property with its position: {@code file:line:column: key: message}. */
    public String line(String propertyPath, String message) {
        String given = positions.containsKey(propertyPath) ? "" : " (not set; default)";
        return reference(propertyPath) + ": " + propertyPath + given + ": " + message;
    }
}
