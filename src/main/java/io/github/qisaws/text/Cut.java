package io.github.qisaws.text;

import java.text.BreakIterator;
import java.util.Locale;

/** Shortens texts between whole characters, also those of several code points, such as a flag or an accented letter. */
public final class Cut {
    private static final String MORE = "…";

    /** The longest character that is kept whole; a longer one is cut between code points. */
    private static final int LONGEST_CHARACTER = 64;

    private Cut() {}

    /** The start of a text, with at most this many chars. */
    public static String atMost(String text, int most) {
        return text.substring(0, end(text, most));
    }

    /** The text with at most this many chars; a shortened text ends with an ellipsis. */
    public static String shortened(String text, int most) {
        return text.length() <= most ? text : atMost(text, most - MORE.length()) + MORE;
    }

    /** The end of the last whole character within a number of chars; at least one code point. */
    public static int end(String text, int most) {
        if (text.length() <= most) {
            return text.length();
        }
        int point = text.offsetByCodePoints(0, text.codePointCount(0, most));
        int end = point > most ? text.offsetByCodePoints(point, -1) : point;
        if (isPlain(text.charAt(Math.max(end - 1, 0))) && isPlain(text.charAt(end))) {
            return end;
        }
        int from = Math.max(0, end - LONGEST_CHARACTER);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        String near = text.substring(from, Math.min(text.length(), end + LONGEST_CHARACTER));
        characters.setText(near);
        int whole = characters.isBoundary(end - from) ? end - from : characters.preceding(end - from);
        return whole > 0 ? from + whole : Math.max(end, Character.charCount(text.codePointAt(0)));
    }

    private static boolean isPlain(char character) {
        return character < 0x300;
    }
}
