package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The providers that {@code init} has installed in a folder. */
final class Installed {
    private Installed() {}

    /** The first provider in the lock file that is not installed, for example because the cache was deleted. */
    static Optional<String> missing(Path directory, EngineBinary engine) throws IOException {
        return new LockFile(directory)
                .entries().stream()
                        .filter(entry -> !Files.isDirectory(folder(directory, engine, entry)))
                        .map(entry -> "the provider " + entry.source() + " " + entry.version() + " is not installed")
                        .findFirst();
    }

    /** The folder of the AWS provider and its entry in the lock file. */
    static Optional<Locked> aws(Path directory, EngineBinary engine) throws IOException {
        return new LockFile(directory)
                .entry(engine.awsProvider())
                .map(entry -> new Locked(folder(directory, engine, entry), entry.text()))
                .filter(locked -> Files.isDirectory(locked.folder()));
    }

    record Locked(Path folder, String hashes) {}

    /** Where init installs the provider of an entry. */
    static Path folder(Path directory, EngineBinary engine, LockFile.Entry entry) {
        return directory
                .resolve(".terraform/providers")
                .resolve(entry.source())
                .resolve(entry.version())
                .resolve(engine.platform());
    }
}
