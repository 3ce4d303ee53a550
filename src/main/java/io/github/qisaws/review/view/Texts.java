package io.github.qisaws.review.view;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Value;
import io.github.qisaws.text.Cut;

/** Values and attribute changes as text, the same in every view. */
final class Texts {
    private Texts() {}

    static String value(Value value) {
        return switch (value.kind()) {
            case ABSENT -> "(none)";
            case TEXT -> value.text().isEmpty() ? "\"\"" : Clean.line(value.text());
            case NUMBER, FLAG, UNKNOWN, HIDDEN -> value.text();
        };
    }

    /** The text in one line, made safe before it is shortened, so that half a secret is never shown. */
    static String shortened(String text, int most) {
        return Cut.shortened(Clean.line(text), most);
    }

    /** The remark after the old and the new value; often empty. */
    static String remark(Attribute attribute) {
        String hidden = attribute.before().isHidden() && attribute.after().isHidden() ? " (differs)" : "";
        return attribute.replaces() ? hidden + " (forces replacement)" : hidden;
    }

    /** Whether the old and the new value are compared line by line. */
    static boolean needsLines(Attribute attribute) {
        return attribute.before().kind() == Value.Kind.TEXT
                && attribute.after().kind() == Value.Kind.TEXT
                && (TextDiff.isLong(attribute.before().text())
                        || TextDiff.isLong(attribute.after().text()));
    }
}
