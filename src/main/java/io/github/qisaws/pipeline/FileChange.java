package io.github.qisaws.pipeline;

import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentEdit;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A change of an environment file that a command makes.
 *
 * @param folder of the environment
 * @param keys what is set, for messages
 * @param byHand the same as the user would write it
 * @param edit changes the text of the file
 * @param isThere whether an environment has the change
 */
record FileChange(
        Path folder,
        Effects effects,
        String keys,
        String byHand,
        UnaryOperator<String> edit,
        Predicate<Environment> isThere) {

    /** Another PostgreSQL version on RDS. */
    static FileChange version(Path folder, String version, Effects effects) {
        return new FileChange(
                folder,
                effects,
                "database.engine-version",
                "database: {engine-version: \"" + version + "\"}",
                text -> EnvironmentEdit.databaseVersion(text, version),
                environment -> Databases.version(environment).equals(version));
    }

    /** Other copies, or another copy that serves. */
    static FileChange copies(Path folder, List<Copies> wanted, Effects effects) {
        String keys = String.join(
                ", ",
                wanted.stream()
                        .map(each -> each.place().section() + "." + each.place().copies())
                        .toList());
        return new FileChange(
                folder,
                effects,
                keys,
                String.join("; ", wanted.stream().map(EnvironmentEdit::words).toList()),
                text -> {
                    String edited = text;
                    for (Copies each : wanted) {
                        edited = EnvironmentEdit.copies(edited, each);
                    }
                    return edited;
                },
                environment -> Copies.of(environment).containsAll(wanted));
    }

    /** Whether a copy on RDS may be deleted; {@code ""} for none. */
    static FileChange unprotected(Path folder, String copy, Effects effects) {
        return new FileChange(
                folder,
                effects,
                "database.unprotected",
                "database: {unprotected: " + copy + "}",
                text -> EnvironmentEdit.unprotected(text, copy),
                environment -> Copies.unprotected(environment).equals(copy));
    }

    /** Both changes, of the same file. */
    FileChange and(FileChange other) {
        return new FileChange(
                folder,
                effects,
                keys + ", " + other.keys,
                byHand + "; " + other.byHand,
                text -> other.edit.apply(edit.apply(text)),
                environment -> isThere.test(environment) && other.isThere.test(environment));
    }

    /** Makes the change, and does something with it; if that fails, the file is as before. */
    <T> T during(Supplier<T> work) {
        Path file = folder.resolve(EnvironmentFile.NAME);
        String before = Folders.read(file);
        if (isInFile()) {
            return work.get();
        }
        String after = edit.apply(before);
        boolean done = false;
        Folders.write(file, after);
        try {
            if (!isInFile()) {
                throw impossible();
            }
            T result = work.get();
            done = true;
            effects.add("set " + keys + " in " + file);
            return result;
        } finally {
            if (!done) {
                Folders.write(file, before);
            }
        }
    }

    private boolean isInFile() {
        return EnvironmentFile.check(folder).environment().filter(isThere).isPresent();
    }

    /** A file can be written so that no single place has the value, for example with merge keys. */
    private RuntimeException impossible() {
        return new Problem(
                        ExitCode.INVALID_ENVIRONMENT,
                        "cannot set " + keys + " in " + folder.resolve(EnvironmentFile.NAME),
                        "The layout of the file does not allow it.",
                        "Set " + byHand + " by hand, then rerun the command.")
                .asException();
    }
}
