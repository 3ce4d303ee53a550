package io.github.qisaws.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;

/** Writes the few kinds of ASN.1 values that a certificate or a private key's wrapping needs. */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int NULL = 0x05;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int EXPLICIT = 0xa0;
    private static final int IMPLICIT = 0x80;

    /** From this year on, dates have four digits in their year (RFC 5280). */
    private static final int FOUR_DIGIT_YEARS = 2050;

    private Der() {}

    static byte[] sequence(byte[]... values) {
        return value(SEQUENCE, join(values));
    }

    static byte[] set(byte[]... values) {
        return value(SET, join(values));
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    static byte[] yes() {
        return value(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] nothing() {
        return value(NULL, new byte[0]);
    }

    static byte[] bits(byte[] bytes) {
        return value(BIT_STRING, join(new byte[] {0}, bytes));
    }

    /** A bit string of one byte of which the last bits are unused, as in the key usage extension. */
    static byte[] flags(int bits, int unused) {
        return value(BIT_STRING, new byte[] {(byte) unused, (byte) bits});
    }

    static byte[] octets(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    static byte[] text(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** An object identifier by its encoded content in hexadecimal digits. */
    static byte[] identifier(String hex) {
        return value(OBJECT_IDENTIFIER, HexFormat.of().parseHex(hex));
    }

    static byte[] explicit(int number, byte[] content) {
        return value(EXPLICIT | number, content);
    }

    static byte[] implicit(int number, byte[] content) {
        return value(IMPLICIT | number, content);
    }

    static byte[] time(Instant instant) {
        boolean fourDigits = instant.atOffset(ZoneOffset.UTC).getYear() >= FOUR_DIGIT_YEARS;
        String pattern = fourDigits ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'";
        String text =
                DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(instant);
        return value(fourDigits ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] value(int tag, byte[] content) {
        return join(new byte[] {(byte) tag}, length(content.length), content);
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        byte[] digits = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return join(new byte[] {(byte) (0x80 | digits.length)}, digits);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
