package io.github.qisaws.review.view;

import io.github.qisaws.plan.Attribute;

/** The change of one attribute as lines of a diff. */
final class Diffs {
    private static final int LONGEST_VALUE = 2_000;

    private Diffs() {}

    static void append(StringBuilder lines, Attribute attribute) {
        String path = Clean.line(attribute.path());
        if (Texts.needsLines(attribute)) {
            lines.append("! ")
                    .append(path)
                    .append(':')
                    .append(Texts.remark(attribute))
                    .append('\n');
            for (TextDiff.Line line :
                    TextDiff.of(attribute.before().text(), attribute.after().text())) {
                lines.append((line.sign() + "   " + line.text()).stripTrailing())
                        .append('\n');
            }
            return;
        }
        side(lines, "- ", path, attribute.before().isAbsent() ? "" : Texts.value(attribute.before()), "");
        side(
                lines,
                "+ ",
                path,
                attribute.after().isAbsent() ? "" : Texts.value(attribute.after()),
                Texts.remark(attribute));
    }

    private static void side(StringBuilder lines, String sign, String path, String value, String remark) {
        if (!value.isEmpty()) {
            lines.append(sign)
                    .append(path)
                    .append(": ")
                    .append(Texts.shortened(value, LONGEST_VALUE))
                    .append(remark);
            lines.append('\n');
        }
    }
}
