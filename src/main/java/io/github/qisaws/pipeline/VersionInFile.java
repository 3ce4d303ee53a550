package io.github.qisaws.pipeline;

import io.github.qisaws.environment.EnvironmentEdit;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.Folders;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A PostgreSQL version for the environment file.
 *
 * @param folder of the environment
 */
record VersionInFile(Path folder, String version, Effects effects) {

    /** Writes the version, and does something with it; if that fails, the file is as before. */
    <T> T during(Supplier<T> work) {
        Path file = folder.resolve(EnvironmentFile.NAME);
        String before = Folders.read(file);
        if (isThere()) {
            return work.get();
        }
        String after = EnvironmentEdit.databaseVersion(before, version);
        boolean done = false;
        Folders.write(file, after);
        try {
            if (!isThere()) {
                throw impossible();
            }
            T result = work.get();
            done = true;
            effects.add("set database.engine-version in " + file);
            return result;
        } finally {
            if (!done) {
                Folders.write(file, before);
            }
        }
    }

    private boolean isThere() {
        return EnvironmentFile.check(folder)
                .environment()
                .filter(environment -> Databases.version(environment).equals(version))
                .isPresent();
    }

    /** A file can be written so that no single place has the value, for example with merge keys. */
    private RuntimeException impossible() {
        return new Problem(
                        ExitCode.INVALID_ENVIRONMENT,
                        "cannot set database.engine-version in " + folder.resolve(EnvironmentFile.NAME),
                        "The layout of the file does not allow it.",
                        "Set database: {engine-version: \"" + version + "\"} by hand, then rerun the command.")
                .asException();
    }
}
