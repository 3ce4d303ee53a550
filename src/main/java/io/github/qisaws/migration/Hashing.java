package io.github.qisaws.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 checksums as lower-case hexadecimal digits. */
final class Hashing {
    private static final int BUFFER = 128 * 1024;

    private Hashing() {}

    /** The checksum of a stream, which is read to its end and closed. */
    static String sha256(InputStream stream, long expected) throws IOException {
        MessageDigest digest = digest();
        long bytes = 0;
        try (stream) {
            byte[] buffer = new byte[BUFFER];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        if (bytes != expected) {
            throw new IOException("it has " + bytes + " bytes, and had " + expected + " before");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
