package io.github.qisaws.environment.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the text of a file written by a user, or reports why it cannot be read. */
final class SourceText {
    /** Limit in bytes, which keeps reading fast for any file; an environment has about 25 lines. */
    static final int LARGEST = 1024 * 1024;

    private SourceText() {}

    static Optional<String> read(Path file, Mistakes mistakes) {
        if (Files.isDirectory(file)) {
            return refuse(mistakes, "is a folder, not a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return refuse(mistakes, "is not a regular file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                return refuse(mistakes, "is larger than 1 MiB, the maximum; a complete file has about 1 KiB");
            }
            return decode(bytes, mistakes);
        } catch (NoSuchFileException e) {
            return refuse(mistakes, "file not found");
        } catch (AccessDeniedException e) {
            return refuse(mistakes, "cannot be read by this user; check its permissions");
        } catch (IOException e) {
            return refuse(mistakes, "cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> refuse(Mistakes mistakes, String message) {
        mistakes.add(Position.WHOLE_FILE, "", message);
        return Optional.empty();
    }

    static Optional<String> decode(byte[] bytes, Mistakes mistakes) {
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            mistakes.add(Position.START, "", "is in UTF-16; save it as UTF-8");
            return Optional.empty();
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer output = CharBuffer.allocate(bytes.length - start);
        CoderResult result = decoder.decode(input, output, true);
        output.flip();
        if (result.isError()) {
            String wrong = String.format("byte 0x%02X is not UTF-8", bytes[input.position()] & 0xFF);
            mistakes.add(Position.at(output, output.length()), "", Message.of(wrong, "save the file as UTF-8"));
            return Optional.empty();
        }
        return printable(output.toString(), mistakes);
    }

    private static Optional<String> printable(String text, Mistakes mistakes) {
        int offset = 0;
        while (offset < text.length()) {
            int character = text.codePointAt(offset);
            if (!StreamReader.isPrintable(character)) {
                String wrong = String.format("the control character U+%04X is not allowed", character);
                mistakes.add(Position.at(text, offset), "", Message.of(wrong, "remove it"));
                return Optional.empty();
            }
            offset += Character.charCount(character);
        }
        return Optional.of(text);
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
