package io.github.qisaws.module;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.zip.CRC32;

/**
 * Writes files as a tar.gz with the same bytes on every machine: fixed times, owners, and order, and no compression,
 * because its result depends on the JDK's zlib.
 */
final class Archive {
    private static final int BLOCK = 512;
    private static final int STORED = 0xFFFF;
    private static final int NAME = 100;
    private static final int CHECKSUM_AT = 148;
    /** Magic, deflate, no flags, no time, no level, no system. */
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private Archive() {}

    static byte[] tarGz(SortedMap<String, byte[]> files) {
        return gzip(tar(files));
    }

    private static byte[] tar(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            tar.writeBytes(header(name, content.length));
            tar.writeBytes(content);
            tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        });
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static byte[] header(String name, int size) {
        byte[] path = name.getBytes(StandardCharsets.US_ASCII);
        if (path.length > NAME) {
            throw new IllegalArgumentException("too long for a tar header: " + name);
        }
        boolean runs = name.startsWith("bin/") || name.endsWith(".sh");
        ByteBuffer header = ByteBuffer.allocate(BLOCK).put(path);
        text(header, NAME, runs ? "0000755" : "0000644");
        text(header, 108, "0000000");
        text(header, 116, "0000000");
        text(header, 124, String.format("%011o", size));
        text(header, 136, "00000000000");
        text(header, CHECKSUM_AT, "        0");
        text(header, 257, "ustar");
        text(header, 263, "00");
        int sum = 0;
        for (byte value : header.array()) {
            sum += value & 0xff;
        }
        text(header, CHECKSUM_AT, String.format("%06o\0", sum));
        return header.array();
    }

    private static void text(ByteBuffer header, int at, String value) {
        header.position(at).put(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        gzip.writeBytes(GZIP);
        for (int from = 0; from < content.length; from += STORED) {
            int length = Math.min(STORED, content.length - from);
            boolean last = from + length == content.length;
            gzip.writeBytes(little(5)
                    .put((byte) (last ? 1 : 0))
                    .putShort((short) length)
                    .putShort((short) ~length)
                    .array());
            gzip.write(content, from, length);
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        gzip.writeBytes(
                little(8).putInt((int) crc.getValue()).putInt(content.length).array());
        return gzip.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
