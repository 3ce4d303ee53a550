package io.github.qisaws.migration;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checksums of the files of a source from earlier runs, so that each file is read once. A file with another size or
 * version is read again. A wrong one does no harm: S3 verifies each upload, and the server each file.
 */
final class KnownHashes implements AutoCloseable {
    private static final int FIELDS = 4;

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final BufferedWriter writer;

    private KnownHashes(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            // A line that was cut short by a kill has too few fields, or a checksum that is too short.
            Files.readAllLines(file, StandardCharsets.UTF_8).forEach(this::read);
        }
        writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        writer.newLine();
    }

    /**
     * The checksums of a source.
     *
     * @param cache the user's cache folder
     */
    static KnownHashes of(Path cache, String source) {
        Path file = cache.resolve("migration").resolve(Hashing.sha256(source) + ".tsv");
        try {
            Files.createDirectories(file.getParent());
            return new KnownHashes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length == FIELDS && fields[0].matches("[0-9a-f]{64}")) {
            known.put(line.substring(fields[0].length() + 1), fields[0]);
        }
    }

    Optional<String> find(SourceFile file) {
        return Optional.ofNullable(known.get(entry(file)));
    }

    /** Remembers a checksum at once, so that a killed run loses nothing. */
    synchronized void add(SourceFile file, String sha256) {
        known.put(entry(file), sha256);
        try {
            writer.write(sha256 + "\t" + entry(file));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String entry(SourceFile file) {
        return file.bytes() + "\t" + file.version() + "\t" + file.path();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
