package io.github.qisaws.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the proof of a copy found: the output of {@code qis-copy} on a server.
 *
 * @param lines the report in words
 * @param missing number of records of images without a file
 */
public record Report(List<String> lines, long missing) {
    /** Tables that an operator knows; the others would hide them. */
    private static final List<String> TABLES = List.of("users", "folders", "images");

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    public Report {
        lines = List.copyOf(lines);
    }

    /** Reads the JSON object that {@code qis-copy} prints. */
    public static Report of(JsonNode found) {
        List<String> lines = new ArrayList<>();
        JsonNode rows = found.path("database");
        for (String table : TABLES) {
            if (rows.path("copy").has(table)) {
                lines.add("Rows in " + table + ": " + count(rows.path("copy").path(table)) + " in the copy, "
                        + count(rows.path("now").path(table)) + " now.");
            }
        }
        JsonNode files = found.path("images");
        if (!files.isMissingNode()) {
            lines.add("Image files: " + tree(files.path("copy")) + " in the copy, " + tree(files.path("now")) + " now; "
                    + count(files.path("sample").path("images")) + " of them were read completely.");
        }
        long missing = found.path("missing_count").asLong();
        if (missing > 0) {
            List<String> first = new ArrayList<>();
            found.path("missing").forEach(path -> first.add(path.asText()));
            lines.add("Records of images without a file: " + count(found.path("missing_count")) + ", such as "
                    + String.join(", ", first.subList(0, Math.min(3, first.size()))) + ".");
        }
        return new Report(lines, missing);
    }

    private static String count(JsonNode number) {
        return String.format(Locale.ROOT, "%,d", number.asLong());
    }

    private static String tree(JsonNode tree) {
        return count(tree.path("files")) + " with "
                + String.format(Locale.ROOT, "%.1f GiB", tree.path("bytes").asDouble() / GIBIBYTE);
    }
}
