package io.github.qisaws.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Hashes of files and folders, including the {@code h1:} hashes of dependency lock files. */
final class Digest {
    private Digest() {}

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(algorithm().digest(bytes));
    }

    /**
     * A text that changes if the file's content changes. It includes the change time (ctime), which the owner cannot
     * set.
     */
    static String stamp(Path file) throws IOException {
        Path real = file.toRealPath();
        Map<String, Object> seen = Files.readAttributes(real, "unix:size,lastModifiedTime,ctime,ino,dev");
        return real + "|" + seen.get("size") + "|" + seen.get("lastModifiedTime") + "|" + seen.get("ctime") + "|"
                + seen.get("ino") + "|" + seen.get("dev");
    }

    /** The hash of an unpacked provider in a lock file: the hash of the sorted list of its files' hashes. */
    static String h1(Path folder) throws IOException {
        Path real = folder.toRealPath();
        MessageDigest all = algorithm();
        for (String name : names(real)) {
            String line = hash(real.resolve(name)) + "  " + name + "\n";
            all.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return "h1:" + Base64.getEncoder().encodeToString(all.digest());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = algorithm();
        byte[] buffer = new byte[1024 * 1024];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
