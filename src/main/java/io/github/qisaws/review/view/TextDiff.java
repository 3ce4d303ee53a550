package io.github.qisaws.review.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.text.Inert;
import io.github.qisaws.text.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A line-by-line comparison of two longer texts, such as policies and user data. */
final class TextDiff {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** One array element per line, and a line feed on every system. */
    private static final ObjectWriter LAID_OUT = JSON.writer(new DefaultPrettyPrinter()
            .withArrayIndenter(new DefaultIndenter("  ", "\n"))
            .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /** Limit of the comparison table, so that it takes no more memory than the plan. */
    private static final int MOST_CELLS = 4_000_000;

    private static final int CONTEXT = 2;

    private TextDiff() {}

    /**
     * One line.
     *
     * @param sign plus, minus, a space for a line of context, or … for omitted lines
     */
    record Line(char sign, String text) {}

    /** Whether a value has several lines or is JSON, and so is compared line by line. */
    static boolean isLong(String text) {
        return text.indexOf('\n') >= 0 || isJson(text);
    }

    /** Changed lines with two lines of context; JSON is formatted first. */
    static List<Line> of(String before, String after) {
        List<String> old = lines(before);
        List<String> fresh = lines(after);
        if ((long) old.size() * fresh.size() > MOST_CELLS) {
            return List.of(new Line(
                    '…', "too long to compare line by line: " + old.size() + " and " + fresh.size() + " lines"));
        }
        return folded(walk(old, fresh, lengths(old, fresh)));
    }

    private static List<String> lines(String text) {
        String masked = Secrets.mask(text);
        String shown = Inert.lines(isJson(masked) ? laidOut(masked) : masked);
        return shown.isEmpty() ? List.of() : shown.stripTrailing().lines().toList();
    }

    private static boolean isJson(String text) {
        return text.length() > 2
                && (text.startsWith("{") || text.startsWith("["))
                && !laidOut(text).equals(text);
    }

    private static String laidOut(String text) {
        try {
            Object value = JSON.readValue(text, Object.class);
            return value instanceof Map || value instanceof List ? LAID_OUT.writeValueAsString(value) : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** Length of the longest common subsequence from each pair of positions on. */
    private static int[][] lengths(List<String> old, List<String> fresh) {
        int[][] table = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                table[i][j] = old.get(i).equals(fresh.get(j))
                        ? table[i + 1][j + 1] + 1
                        : Math.max(table[i + 1][j], table[i][j + 1]);
            }
        }
        return table;
    }

    private static List<Line> walk(List<String> old, List<String> fresh, int[][] table) {
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (j >= fresh.size() || (i < old.size() && table[i + 1][j] >= table[i][j + 1])) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', fresh.get(j++)));
            }
        }
        return lines;
    }

    private static List<Line> folded(List<Line> lines) {
        boolean[] kept = new boolean[lines.size()];
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).sign() != ' ') {
                for (int near = Math.max(0, index - CONTEXT);
                        near <= Math.min(lines.size() - 1, index + CONTEXT);
                        near++) {
                    kept[near] = true;
                }
            }
        }
        List<Line> shown = new ArrayList<>();
        int left = 0;
        for (int index = 0; index < lines.size(); index++) {
            if (kept[index]) {
                left = 0;
                shown.add(lines.get(index));
            } else if (left++ == 0) {
                shown.add(new Line('…', ""));
            }
        }
        return shown;
    }
}
