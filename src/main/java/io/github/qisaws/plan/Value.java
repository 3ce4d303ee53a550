package io.github.qisaws.plan;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The value of one scalar attribute, before or after a change.
 *
 * @param text the text to display; never the content of a hidden value
 * @param raw the content as it is in the plan, also of a hidden value; only for decisions, never displayed
 */
public record Value(Kind kind, String text, String raw) {
    /** No attribute of a provider has a longer number; a long exponent would take long to compare. */
    private static final int LONGEST_NUMBER = 30;

    public static final Value ABSENT = new Value(Kind.ABSENT, "", "");
    public static final Value UNKNOWN = new Value(Kind.UNKNOWN, "(known after apply)", "");

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
        return text(text, text);
    }

    /** A text that is displayed in another form: with secrets masked, decoded, or shortened. */
    static Value text(String shown, String raw) {
        return new Value(Kind.TEXT, shown, raw);
    }

    static Value of(Kind kind, String text) {
        return new Value(kind, text, text);
    }

    /** A value that is not displayed. */
    static Value hidden(String raw) {
        return new Value(Kind.HIDDEN, "(sensitive)", raw);
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

    /** The content as a number; empty if it is unknown, absent, or no finite number. */
    public Optional<BigDecimal> number() {
        try {
            return isKnown() && raw.length() <= LONGEST_NUMBER
                    ? Optional.of(new BigDecimal(raw.strip()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public boolean isKnown() {
        return kind != Kind.ABSENT && kind != Kind.UNKNOWN;
    }

    /** Whether the value is present and known, and has this content. */
    public boolean is(String expected) {
        return isKnown() && raw.equals(expected);
    }

    /** Without the content of a hidden value, which must not reach a log. */
    @Override
    public String toString() {
        return kind + ":" + text;
    }
}
