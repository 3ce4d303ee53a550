package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files atomically: another process sees either the old or the new content. */
final class AtomicFiles {
    private AtomicFiles() {}

    /** Writes a file that only its owner can read. */
    static void write(Path file, String text) throws IOException {
        write(file, text, PosixFilePermissions.fromString("rw-------"));
    }

    static void write(Path file, String text, Set<PosixFilePermission> permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, ".draft", "");
        try {
            Files.writeString(draft, text);
            Files.setPosixFilePermissions(draft, permissions);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
