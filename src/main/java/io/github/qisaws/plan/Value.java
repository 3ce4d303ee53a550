package io.github.qisaws.plan;

/**
 * The value of one scalar attribute, before or after a change.
 *
 * @param text the text to display; never the content of a hidden value
 */
public record Value(Kind kind, String text) {
    public static final Value ABSENT = new Value(Kind.ABSENT, "");
    public static final Value UNKNOWN = new Value(Kind.UNKNOWN, "(known after apply)");
    public static final Value HIDDEN = new Value(Kind.HIDDEN, "(sensitive)");

    /** Kind of value. */
    public enum Kind {
        ABSENT,
        TEXT,
        NUMBER,
        FLAG,
        UNKNOWN,
        HIDDEN
    }

    public static Value text(String text) {
        return new Value(Kind.TEXT, text);
    }

    public boolean isAbsent() {
        return kind == Kind.ABSENT;
    }

    public boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    public boolean isHidden() {
        return kind == Kind.HIDDEN;
    }

    /** Whether the value is present, known, and not hidden, and has this text. */
    public boolean is(String expected) {
        return (kind == Kind.TEXT || kind == Kind.NUMBER || kind == Kind.FLAG) && text.equals(expected);
    }
}
