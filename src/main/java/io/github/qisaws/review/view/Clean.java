package io.github.qisaws.review.view;

/** Makes texts from plans safe to print: without escape sequences and characters that change the text direction. */
final class Clean {
    private Clean() {}

    /** The text in one line; each line break becomes a sign. */
    static String line(String text) {
        return lines(text).replace("\n", "⏎").replace("\t", " ");
    }

    /** The text with its line breaks, without carriage returns. */
    static String lines(String text) {
        boolean harmless = text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n');
        if (harmless) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        text.codePoints().filter(c -> c != '\r').forEach(c -> append(clean, c));
        return clean.toString();
    }

    private static void append(StringBuilder clean, int codePoint) {
        if (codePoint == '\n' || codePoint == '\t' || !isDangerous(codePoint)) {
            clean.appendCodePoint(codePoint);
        } else {
            clean.append(String.format("\\u{%x}", codePoint));
        }
    }

    private static boolean isDangerous(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
