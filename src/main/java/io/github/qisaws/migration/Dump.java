package io.github.qisaws.migration;

import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A dump of the database qis-mgmt.
 *
 * @param kind its format, for messages
 */
record Dump(Path file, String kind, long bytes, String sha256) {
    private static final int HEAD = 8192;
    private static final int TAR_MAGIC = 257;
    private static final String CUSTOM = "PGDMP";
    private static final String PLAIN = "PostgreSQL database dump";
    private static final String CLUSTER = "PostgreSQL database cluster dump";

    /** Checks that a file is a dump that the server can load; reads only its beginning. */
    static String kindOf(Path file) {
        if (Files.isDirectory(file)) {
            throw refused(file, "It is a directory, and only single files can be moved.");
        }
        try {
            if (Files.size(file) > StagingBucket.LARGEST_OBJECT) {
                throw refused(file, "It is larger than 5 GiB.");
            }
            byte[] head = head(Files.newInputStream(file));
            return isGzip(head) ? plain(file, gunzipped(file)) + ", compressed" : kind(file, head);
        } catch (IOException e) {
            throw refused(file, e + ".");
        }
    }

    private static String kind(Path file, byte[] head) {
        if (text(head).startsWith(CUSTOM)) {
            return "custom format";
        }
        if (head.length > TAR_MAGIC && text(head).startsWith("ustar", TAR_MAGIC)) {
            throw refused(file, "It is in pg_dump's tar format.");
        }
        return plain(file, head);
    }

    private static String plain(Path file, byte[] head) {
        if (text(head).contains(CLUSTER)) {
            throw refused(file, "It is a dump of a whole cluster (pg_dumpall), with all its databases and roles.");
        }
        if (!text(head).contains(PLAIN)) {
            throw refused(file, "It does not begin like a dump of pg_dump.");
        }
        return "plain SQL";
    }

    private static byte[] gunzipped(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            return head(new GZIPInputStream(raw));
        }
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    private static byte[] head(InputStream stream) throws IOException {
        try (stream) {
            return stream.readNBytes(HEAD);
        }
    }

    private static String text(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1);
    }

    /** The dump with its checksum; reads the whole file. */
    static Dump read(Path file) {
        String kind = kindOf(file);
        try {
            long bytes = Files.size(file);
            return new Dump(file, kind, bytes, Hashing.sha256(Files.newInputStream(file), bytes));
        } catch (IOException e) {
            throw refused(file, e + ".");
        }
    }

    private static RuntimeException refused(Path file, String why) {
        return new Problem(
                        ExitCode.USAGE,
                        "cannot use the database dump",
                        file + ": " + why,
                        "Create it with pg_dump -Fc -f qis-mgmt.dump qis-mgmt, then rerun.")
                .asException();
    }
}
