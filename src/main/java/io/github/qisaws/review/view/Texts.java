package io.github.qisaws.review.view;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Value;

/** Values and differences as words, the same in every view. */
final class Texts {
    private Texts() {}

    static String value(Value value) {
        return switch (value.kind()) {
            case ABSENT -> "(none)";
            case TEXT -> value.text().isEmpty() ? "\"\"" : Clean.line(value.text());
            case NUMBER, FLAG, UNKNOWN, HIDDEN -> value.text();
        };
    }

    /** At most so many characters, with a sign that says so when it is cut. */
    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** What is to be added behind old → new. */
    static String remark(Attribute attribute) {
        String hidden = attribute.before().isHidden() && attribute.after().isHidden() ? " (differs)" : "";
        return attribute.replaces() ? hidden + " (forces the replacement)" : hidden;
    }

    /** Whether old and new are best shown as lines. */
    static boolean needsLines(Attribute attribute) {
        return attribute.before().kind() == Value.Kind.TEXT
                && attribute.after().kind() == Value.Kind.TEXT
                && (TextDiff.isLong(attribute.before().text())
                        || TextDiff.isLong(attribute.after().text()));
    }
}
