package io.github.qisaws.scan;

import io.github.qisaws.scan.Checkov.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A failure that is accepted, from the table of {@code src/docs/security.md}.
 *
 * @param resource matches module and name of the resources
 */
record Accepted(String check, Pattern resource, String reason) {

    /** The rows of the table: check, resources, reason. */
    static List<Accepted> read() {
        try {
            return Files.readAllLines(Path.of("src/docs/security.md")).stream()
                    .filter(line -> line.startsWith("| CKV"))
                    .map(line -> line.split("\\s*\\|\\s*", -1))
                    .map(cells -> new Accepted(cells[1], resource(cells[2]), cells[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean covers(Failure failure) {
        return check.equals(failure.check())
                && resource.matcher(failure.subject()).matches();
    }

    /** Names in backticks, parted by commas; {@code *} stands for any text. */
    private static Pattern resource(String cell) {
        String names =
                cell.replace("`", "").replace(".", "\\.").replace("*", ".*").replace(", ", "|");
        return Pattern.compile(names);
    }
}
