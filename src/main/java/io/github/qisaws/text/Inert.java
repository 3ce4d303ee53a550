package io.github.qisaws.text;

import java.util.regex.Pattern;

/**
 * Makes texts from plans and programs safe to print: without escape sequences, characters that change the text direction,
 * blanks that look like others, and commands to a CI system.
 */
public final class Inert {
    /** Blank characters of other Unicode categories: Braille and Hangul fillers, and marks without a shape. */
    private static final String BLANKS = "\u2800\u3164\u115f\u1160\uffa0\u034f\u17b4\u17b5";

    /** Two colons at the start of a line, after blanks: a command of GitHub Actions. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^([ \\t]*):(?=:)");

    private Inert() {}

    /** The text in one line; each line break becomes a sign. */
    public static String line(String text) {
        String clean = lines(text);
        return clean.indexOf('\n') < 0 && clean.indexOf('\t') < 0
                ? clean
                : clean.replace("\n", "⏎").replace("\t", " ");
    }

    /** The text with its line breaks, without carriage returns. */
    public static String lines(String text) {
        boolean harmless = text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n');
        return withoutCommands(harmless ? text : escaped(text));
    }

    private static String escaped(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().filter(c -> c != '\r').forEach(c -> append(clean, c));
        return clean.toString();
    }

    /** The older commands of GitHub Actions and Azure Pipelines, such as {@code ##[add-mask]}, work anywhere in a line. */
    private static String withoutCommands(String text) {
        String quiet = text.contains("::") ? COMMAND.matcher(text).replaceAll("$1\\\\:") : text;
        return quiet.contains("##") ? quiet.replace("##[", "#\\#[").replace("##vso[", "#\\#vso[") : quiet;
    }

    private static void append(StringBuilder clean, int codePoint) {
        if (codePoint == '\n' || codePoint == '\t' || !isDangerous(codePoint)) {
            clean.appendCodePoint(codePoint);
        } else {
            clean.append(String.format("\\u{%x}", codePoint));
        }
    }

    private static boolean isDangerous(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> BLANKS.indexOf(codePoint) >= 0;
        };
    }
}
