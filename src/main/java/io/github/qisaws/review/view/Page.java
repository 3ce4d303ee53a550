package io.github.qisaws.review.view;

import io.github.qisaws.text.Cut;
import io.github.qisaws.text.Inert;
import java.util.ArrayList;
import java.util.List;

/** Lines of text for a terminal, wrapped at its width. */
final class Page {
    private static final int NARROWEST = 40;
    private static final int WIDEST = 200;

    /** Colors by their ANSI codes. */
    enum Ink {
        PLAIN(""),
        BOLD("1"),
        RED("31;1"),
        YELLOW("33"),
        GREEN("32"),
        DIM("2");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    private final int width;
    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    Page(int width, boolean colour) {
        this.width = Math.max(NARROWEST, Math.min(WIDEST, width));
        this.colour = colour;
    }

    int width() {
        return width;
    }

    /** Adds a text wrapped at spaces. The first line starts with the sign; the others are indented by its length. */
    void wrapped(Ink ink, String sign, String text) {
        String indent = " ".repeat(sign.length());
        String start = sign;
        for (String line : wrap(Inert.line(text), width - sign.length())) {
            line(ink, start + line);
            start = indent;
        }
    }

    /** Adds one line; a line that is too long ends with an ellipsis. */
    void line(Ink ink, String text) {
        String trimmed = Cut.shortened(Inert.line(text), width).stripTrailing();
        boolean inked = colour && ink != Ink.PLAIN && !trimmed.isEmpty();
        out.append(inked ? "\u001b[" + ink.code + "m" + trimmed + "\u001b[0m" : trimmed)
                .append('\n');
    }

    void blank() {
        out.append('\n');
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > room) {
                int end = Cut.end(rest, room);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
