package io.github.qisaws.migration;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with the SECRET_KEY of the old site, which signs sessions and API tokens. */
final class SecretKeyFile {
    /** Its name in the secret of the environment. */
    static final String NAME = "secret_key";

    private static final int SHORTEST = 16;

    private SecretKeyFile() {}

    /** The key, which must never be printed. */
    static String read(Path file) {
        String key;
        try {
            key = Files.readString(file).strip();
        } catch (IOException e) {
            throw refused(file, e.getClass().getSimpleName() + " while it was read.");
        }
        if (key.length() < SHORTEST || key.lines().count() != 1 || key.contains("SECRET_KEY")) {
            throw refused(file, "It must contain only the key, in one line of at least " + SHORTEST + " characters.");
        }
        return key;
    }

    private static RuntimeException refused(Path file, String why) {
        return new Problem(
                        ExitCode.USAGE,
                        "cannot use the secret key",
                        file + ": " + why,
                        "Copy the value of SECRET_KEY, without quotation marks, from conf/local_settings.py of the old site.")
                .asException();
    }
}
