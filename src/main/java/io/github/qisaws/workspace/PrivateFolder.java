package io.github.qisaws.workspace;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates folders that only their owner can read, because plan files contain sensitive values. */
public final class PrivateFolder {
    private PrivateFolder() {}

    /** Creates an empty folder; deletes an existing folder or file of that name. */
    public static Path fresh(Path folder) {
        Folders.delete(folder);
        create(folder);
        return folder;
    }

    /** Creates an empty folder with a name of its own, for a command that may run more than once at a time. */
    static Path unique(Path parent, String prefix) {
        try {
            Files.createDirectories(parent);
            // Only the owner can access a temporary folder (Files.createTempDirectory).
            return Files.createTempDirectory(parent, prefix);
        } catch (IOException e) {
            throw Folders.cannot("create a folder in " + parent, e);
        }
    }

    static void create(Path folder) {
        try {
            Files.createDirectories(folder.getParent());
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot create the folder " + folder,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "Check the owner and permissions of the folder, and free disk space.")
                    .causedBy(e);
        }
    }
}
