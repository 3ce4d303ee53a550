package io.github.qisaws.environment.schema;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a declaration as a Markdown table of all keys. */
public final class MarkdownReference {
    private MarkdownReference() {}

    /**
     * The table, a row for each key.
     *
     * @param title of the last column
     * @param last the cell of a key in the last column
     */
    public static String markdown(Section root, String title, Function<Key<?>, String> last) {
        StringBuilder table = new StringBuilder("| key | allowed | default | meaning | " + title + " |\n");
        table.append("|---|---|---|---|---|\n");
        root.forEachKey(key -> table.append(row(key, last.apply(key))));
        return table.toString();
    }

    private static String row(Key<?> key, String last) {
        return "| `" + key.path() + "` | " + cell(key.type().allowed()) + " | " + cell(defaultWords(key)) + " | "
                + cell(key.description()) + " | " + cell(last) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }

    /** The description, followed by a default that has no fixed value. */
    static String sentence(Key<?> key) {
        String words = key.whenAbsent().words();
        return words.isEmpty() ? key.description() : key.description() + " Default: " + words + ".";
    }

    private static String defaultWords(Key<?> key) {
        if (key.whenAbsent().required()) {
            boolean always = key.path().indexOf('.') < 0;
            return always ? "required" : "required if its section is given";
        }
        return key.fixedDefault()
                .map(value -> "`" + yaml(value) + "`")
                .orElse(key.whenAbsent().words());
    }

    private static String yaml(Object value) {
        if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ", ", list.stream().map(MarkdownReference::yaml).toList()) + "]";
        }
        if (value instanceof Map<?, ?> map && map.isEmpty()) {
            return "{}";
        }
        return value.equals("") ? "\"\"" : String.valueOf(value);
    }
}
