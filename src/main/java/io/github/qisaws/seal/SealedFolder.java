package io.github.qisaws.seal;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with a plan, its reports, and the manifest that seals them; readable by its owner only. */
public record SealedFolder(Path folder) {
    public static final String MANIFEST = "manifest.json";

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    /** Makes the folder, or takes an existing one over, closed to others from the start. */
    public static SealedFolder make(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
        protect(folder, OWNER_FOLDER);
        return new SealedFolder(folder);
    }

    /** Writes a report into the folder, readable by its owner only. */
    public void write(String name, String content) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        protect(fresh, OWNER_FILE);
        Files.writeString(fresh, content, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** SHA-256 of each file that is there now, by name, without the manifest. */
    public SortedMap<String, String> hashes() throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (!name.equals(MANIFEST)) {
                hashes.put(
                        name,
                        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Hash.of(file) : "not a plain file");
            }
        }
        return hashes;
    }

    /** Writes the manifest last, so that a folder without one was never finished, and closes every file to others. */
    public void seal(Manifest manifest) throws IOException {
        for (Path file : files()) {
            protect(file, OWNER_FILE);
        }
        write(MANIFEST, ManifestJson.write(manifest));
    }

    /** Reads the manifest; a missing or edited one is a stale plan. */
    public Manifest manifest() {
        try {
            return ManifestJson.read(Files.readString(folder.resolve(MANIFEST)));
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.STALE_PLAN,
                            "There is no sealed plan in " + folder + ".",
                            "Its " + MANIFEST + " cannot be read: "
                                    + e.getClass().getSimpleName() + ".",
                            "Make a plan: qis-aws plan ENV")
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
