package io.github.qisaws.seal;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Packs a sealed folder into one object, so that no reader gets an incomplete plan. */
final class PlanArchive {
    private static final int MOST_FILES = 20;
    private static final int LARGEST = 512 << 20;
    private static final String PLAIN_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private PlanArchive() {}

    static byte[] pack(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks to an empty folder, with files readable only by their owner. Throws if {@code pack} cannot have made the
     * archive.
     */
    static void unpack(byte[] archive, Path folder) throws IOException {
        unpack(archive, folder, LARGEST);
    }

    /**
     * Unpacks what is smaller than a limit.
     *
     * @param largest all files together must have fewer bytes
     */
    static void unpack(byte[] archive, Path folder, int largest) throws IOException {
        for (Map.Entry<String, byte[]> file : files(archive, largest).entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** The content of each file by name. The archive is in memory, so an error in reading it is an error in it. */
    private static Map<String, byte[]> files(byte[] archive, int largest) {
        int left = largest;
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (!name.matches(PLAIN_NAME) || files.containsKey(name) || files.size() == MOST_FILES) {
                    throw modified("the archive contains an entry that no sealed plan has");
                }
                byte[] content = zip.readNBytes(left);
                left -= content.length;
                if (left <= 0) {
                    throw modified("the archive is larger than 512 MiB unpacked");
                }
                files.put(name, content);
            }
        } catch (IOException e) {
            throw modified("the archive is incomplete or damaged: " + e.getMessage());
        }
        if (files.isEmpty()) {
            throw modified("the object is not a ZIP archive");
        }
        return files;
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
        } else {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        }
    }

    static ProblemException modified(String why) {
        return new Problem(
                        ExitCode.STALE_PLAN,
                        "stored plan was modified",
                        "file: " + why,
                        "Run qis-aws plan with --store for the environment and review the new plan.")
                .asException();
    }
}
