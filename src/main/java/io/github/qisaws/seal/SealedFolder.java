package io.github.qisaws.seal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with a plan, its reports, and a manifest with checksums; readable only by its owner. */
public record SealedFolder(Path folder) {
    public static final String MANIFEST = "manifest.json";

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    /** Creates the folder, or uses an existing one, and restricts it to its owner. */
    public static SealedFolder make(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
        protect(folder, OWNER_FOLDER);
        return new SealedFolder(folder);
    }

    /** Writes a report to the folder, readable only by its owner. */
    public void write(String name, String content) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        protect(fresh, OWNER_FILE);
        Files.writeString(fresh, content, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** SHA-256 of each existing file by name, without the manifest. */
    public SortedMap<String, String> hashes() throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (!name.equals(MANIFEST)) {
                hashes.put(name, Files.isRegularFile(file, NOFOLLOW_LINKS) ? Hash.of(file) : "not a plain file");
            }
        }
        return hashes;
    }

    /**
     * Copies all files to an empty private folder.
     *
     * @return what makes the copy unsafe: a folder or file that others can write, and everything that is not a regular
     *     file; the copy is incomplete then
     */
    List<SealCheck.Mismatch> copy(Path into) throws IOException {
        List<SealCheck.Mismatch> unsafe =
                new ArrayList<>(unsafe(folder, "folder", Files.isDirectory(folder, NOFOLLOW_LINKS)));
        for (Path file : files()) {
            String name = file.getFileName().toString();
            unsafe.addAll(unsafe(file, "file " + name, Files.isRegularFile(file, NOFOLLOW_LINKS)));
            if (unsafe.isEmpty()) {
                try (InputStream from = Files.newInputStream(file, NOFOLLOW_LINKS)) {
                    Files.copy(from, into.resolve(name));
                }
                protect(into.resolve(name), OWNER_FILE);
            }
        }
        return unsafe;
    }

    private static List<SealCheck.Mismatch> unsafe(Path path, String field, boolean plain) throws IOException {
        if (!plain) {
            return List.of(new SealCheck.Mismatch(field, "a regular file or folder", "a link or another kind of file"));
        }
        if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
            return List.of();
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, NOFOLLOW_LINKS);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                        || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                ? List.of(new SealCheck.Mismatch(
                        field, "writable only by its owner", PosixFilePermissions.toString(permissions)))
                : List.of();
    }

    /** Restricts all files to their owner, then writes the manifest. A folder without a manifest is incomplete. */
    public void seal(Manifest manifest) throws IOException {
        for (Path file : files()) {
            protect(file, OWNER_FILE);
        }
        write(MANIFEST, ManifestJson.write(manifest));
    }

    /** Reads the manifest; throws if it is missing or was edited. */
    public Manifest manifest() {
        try {
            return ManifestJson.read(Files.readString(folder.resolve(MANIFEST)));
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.STALE_PLAN,
                            "no sealed plan in " + folder,
                            "Its " + MANIFEST + " cannot be read: "
                                    + e.getClass().getSimpleName() + ".",
                            "Run qis-aws plan for the environment and review the plan.")
                    .causedBy(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void protect(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (!Files.isSymbolicLink(path) && Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
