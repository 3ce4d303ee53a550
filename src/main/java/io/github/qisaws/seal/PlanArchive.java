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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A sealed folder as one object, so that no reader ever sees half of it. */
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

    /** Unpacks into an empty folder, each file for its owner only; refuses what pack does not make. */
    static void unpack(byte[] archive, Path folder) throws IOException {
        unpack(archive, folder, LARGEST);
    }

    /**
     * Unpacks what is smaller than a limit.
     *
     * @param largest all files together must have fewer bytes
     */
    static void unpack(byte[] archive, Path folder, int largest) throws IOException {
        int left = largest;
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (!name.matches(PLAIN_NAME) || names.contains(name) || names.size() == MOST_FILES) {
                    throw altered("it holds an entry that no sealed plan has");
                }
                names.add(name);
                byte[] content = zip.readNBytes(left);
                left -= content.length;
                if (left <= 0) {
                    throw altered("it is larger than any plan");
                }
                write(folder.resolve(name), content);
            }
        }
        if (names.isEmpty()) {
            throw altered("it is no archive");
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
        } else {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        }
    }

    static ProblemException altered(String why) {
        return new Problem(
                        ExitCode.STALE_PLAN,
                        "The stored plan was altered.",
                        "file: " + why + ".",
                        "Make a new plan and review it: qis-aws plan ENV --store")
                .asException();
    }
}
