package io.github.qisaws.workspace;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads, writes, and deletes files, and creates the scratch folders, which Git ignores. Failures become problems with
 * a fix.
 */
public final class Folders {
    private Folders() {}

    /**
     * Creates a scratch folder two levels below a link to modules/, like environments/NAME, so that the same
     * configuration works there.
     *
     * @param area one for AWS, one for each emulator
     */
    public static Path scratch(Project project, String area, String kind, String name) {
        Path base = project.scratch().area(area);
        Path folder = base.resolve(kind).resolve(name);
        try {
            Files.createDirectories(folder);
            Path link = base.resolve("modules");
            link(link, project.modules().toAbsolutePath().normalize());
            return folder;
        } catch (IOException e) {
            throw cannot("create the folder " + folder, e);
        }
    }

    /** Creates the link; a parallel run of another environment may have created it first. */
    private static void link(Path link, Path target) throws IOException {
        try {
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, target);
            }
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    /** Deletes the files about an earlier emulator on the same port. */
    public static void forget(Project project, String area) {
        delete(project.scratch().area(area));
    }

    /** Writes a file; if that fails, for example on a full disk, the file stays as it was. */
    public static void write(Path file, String text) {
        Path draft = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw cannot("write " + file, e);
        }
    }

    /** Writes a file of the user, and notes it. */
    public static void write(Path file, String text, Effects effects) {
        write(file, text);
        effects.add("wrote " + file);
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw cannot("read " + file, e);
        }
    }

    /** The path without symbolic links; the absolute path if the file does not exist. */
    public static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    public static void copyIfThere(Path from, Path to) {
        try {
            if (Files.isRegularFile(from)) {
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw cannot("copy " + from + " to " + to, e);
        }
    }

    /** The files and folders in a folder; empty if it does not exist. */
    static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw cannot("read " + folder, e);
        }
    }

    public static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw cannot("delete " + path, e);
        }
    }

    public static ProblemException cannot(String what, IOException e) {
        return new Problem(
                        ExitCode.FAILED,
                        "cannot " + what,
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "Check the owner and permissions of the folder, and free disk space.")
                .causedBy(e);
    }
}
