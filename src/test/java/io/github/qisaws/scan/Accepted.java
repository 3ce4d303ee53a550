package io.github.qisaws.scan;

import io.github.qisaws.scan.Checkov.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A finding that is accepted, from a table of {@code src/docs}: check, what it was found in, reason.
 *
 * @param subject matches what it was found in
 */
record Accepted(String check, Pattern subject, String reason) {
    private static final Path DOCUMENTS = Path.of("src/docs");

    /** The rows of the security scan. */
    static List<Accepted> read() {
        return rows("security.md").filter(row -> row.check().startsWith("CKV")).toList();
    }

    /** The rows of a linter whose checks begin like this. */
    static List<Accepted> ofLinter(String beginning) {
        return rows("linters.md")
                .filter(row -> row.check().startsWith(beginning))
                .toList();
    }

    private static Stream<Accepted> rows(String document) {
        try {
            return Files.readAllLines(DOCUMENTS.resolve(document)).stream()
                    .filter(line -> line.startsWith("| "))
                    .map(line -> line.split("\\s*\\|\\s*", -1))
                    .filter(cells -> cells[2].startsWith("`"))
                    .map(cells -> new Accepted(cells[1].replace("`", ""), subject(cells[2]), cells[3]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean covers(Failure failure) {
        return covers(failure.check(), failure.subject());
    }

    boolean covers(String found, String where) {
        return check.equals(found) && subject.matcher(where).matches();
    }

    /** Names in backticks, parted by commas; {@code *} stands for any text. */
    private static Pattern subject(String cell) {
        return Pattern.compile(Stream.of(cell.split(", "))
                .map(name -> name.replace("`", ""))
                .map(name ->
                        Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .collect(Collectors.joining("|")));
    }
}
