package io.github.qisaws.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Parses the text errors of commands that have no JSON output. */
final class HumanText {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final String ERROR = "Error: ";

    private HumanText() {}

    static List<Diagnostic> errors(List<String> lines) {
        List<Diagnostic> found = new ArrayList<>();
        String summary = null;
        StringBuilder detail = new StringBuilder();
        for (String raw : lines) {
            String line = COLOUR.matcher(raw).replaceAll("").replaceFirst("^[│╷╵|] ?", "");
            if (line.startsWith(ERROR)) {
                add(found, summary, detail);
                summary = line.substring(ERROR.length()).strip();
                detail.setLength(0);
            } else {
                detail.append(line.stripTrailing()).append('\n');
            }
        }
        add(found, summary == null && !detail.toString().isBlank() ? firstLine(detail) : summary, detail);
        return found;
    }

    private static String firstLine(StringBuilder detail) {
        return detail.toString().strip().lines().findFirst().orElse("");
    }

    private static void add(List<Diagnostic> found, String summary, StringBuilder detail) {
        if (summary != null) {
            found.add(Diagnostic.error(summary, detail.toString().strip()));
        }
    }
}
