package io.github.qisaws.migration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user wants to move.
 *
 * @param database dump of the database qis-mgmt
 * @param images directory, or {@code s3://BUCKET/PREFIX}
 * @param secretKey file with the SECRET_KEY of the old site
 * @param keepsUsers whether passwords stay; otherwise the administrator gets the password of the new environment
 * @param overwrite whether files that differ are replaced
 */
public record Wanted(
        Optional<Path> database,
        Optional<String> images,
        Optional<Path> secretKey,
        boolean keepsUsers,
        boolean overwrite) {
    /** The options of qis-import. */
    String options() {
        return (database.isPresent() ? " --users " + (keepsUsers ? "keep" : "replace") : "")
                + (overwrite ? " --overwrite" : "");
    }
}
