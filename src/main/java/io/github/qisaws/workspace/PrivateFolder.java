package io.github.qisaws.workspace;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes folders that only their owner may enter: plan files hold sensitive values. */
public final class PrivateFolder {
    private PrivateFolder() {}

    /** An empty one in the place of whatever was there. */
    public static Path fresh(Path folder) {
        Folders.delete(folder);
        create(folder);
        return folder;
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
                            "cannot make the folder " + folder,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "check the folder's owner, its permissions and the free space.")
                    .causedBy(e);
        }
    }
}
