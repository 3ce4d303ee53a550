package io.github.qisaws.review.view;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Plan.OutputChange;
import io.github.qisaws.plan.Value;

/** The change of an output in one line: for a plain value with both values, otherwise only in words. */
final class OutputLine {
    private static final int LONGEST_VALUE = 200;

    private OutputLine() {}

    static String of(OutputChange output) {
        String sentence = output.name() + " " + output.words();
        return output.attributes().stream()
                .filter(each -> each.path().isEmpty() && each.changed())
                .findFirst()
                .map(each -> sentence + ": " + values(each))
                .orElse(sentence);
    }

    private static String values(Attribute value) {
        return shown(value.before()) + " → " + shown(value.after());
    }

    private static String shown(Value value) {
        return Texts.shortened(Texts.value(value), LONGEST_VALUE);
    }
}
