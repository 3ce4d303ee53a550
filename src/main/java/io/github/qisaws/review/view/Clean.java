package io.github.qisaws.review.view;

import io.github.qisaws.text.Inert;
import io.github.qisaws.text.Secrets;

/** Makes texts from plans safe to show: without secrets, and without characters and commands that do something. */
final class Clean {
    private Clean() {}

    /** The text in one line; each line break becomes a sign. */
    static String line(String text) {
        return Inert.line(Secrets.mask(text));
    }

    /** The text with its line breaks, without carriage returns. */
    static String lines(String text) {
        return Inert.lines(Secrets.mask(text));
    }
}
