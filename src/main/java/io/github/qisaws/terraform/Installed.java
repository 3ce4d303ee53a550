package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code init} has installed in a folder: the providers that the lock file names. */
final class Installed {
    private Installed() {}

    /** The first provider that is locked but not there (a link into a cache that was emptied, for example). */
    static Optional<String> missing(Path directory, EngineBinary engine) throws IOException {
        return new LockFile(directory)
                .entries().stream()
                        .filter(entry -> !Files.isDirectory(folder(directory, engine, entry)))
                        .map(entry -> "the provider " + entry.source() + " " + entry.version() + " is not there")
                        .findFirst();
    }

    /** The folder of the AWS provider and what the lock file says of it. */
    static Optional<Locked> aws(Path directory, EngineBinary engine) throws IOException {
        return new LockFile(directory)
                .entry(engine.awsProvider())
                .map(entry -> new Locked(folder(directory, engine, entry), entry.text()))
                .filter(locked -> Files.isDirectory(locked.folder()));
    }

    record Locked(Path folder, String hashes) {}

    private static Path folder(Path directory, EngineBinary engine, LockFile.Entry entry) {
        return directory
                .resolve(".terraform/providers")
                .resolve(entry.source())
                .resolve(entry.version())
                .resolve(engine.platform());
    }
}
