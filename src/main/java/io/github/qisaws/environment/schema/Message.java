package io.github.qisaws.environment.schema;

import java.util.Collection;
import java.util.Optional;

/** Builds messages of one form: what is wrong; what is allowed; did you mean. */
public final class Message {
    private static final int LONGEST_QUOTE = 60;

    private Message() {}

    public static String of(String wrong, String allowed) {
        return wrong + "; " + allowed;
    }

    public static String of(String wrong, String allowed, Optional<String> suggestion) {
        return of(wrong, allowed)
                + suggestion.map(word -> "; did you mean " + word + "?").orElse("");
    }

    public static String oneOf(Collection<String> words) {
        return "allowed: " + String.join(", ", words);
    }

    /** A value from the file, shortened, with control characters escaped. */
    public static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().limit(LONGEST_QUOTE).forEach(character -> append(quoted, character));
        if (value.codePointCount(0, value.length()) > LONGEST_QUOTE) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }

    /** A name from the file as part of a property path, in quotes only if necessary. */
    static String printable(String name) {
        String quoted = quote(name);
        boolean plain = !name.isEmpty() && quoted.length() == name.length() + 2 && name.indexOf(' ') < 0;
        return plain ? name : quoted;
    }

    private static void append(StringBuilder quoted, int character) {
        int kind = Character.getType(character);
        boolean visible = kind != Character.CONTROL && kind != Character.FORMAT && kind != Character.SURROGATE;
        if (visible) {
            quoted.appendCodePoint(character);
        } else {
            quoted.append(String.format("\\u%04X", character));
        }
    }
}
