package io.github.qisaws.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts encoded in Base64, in its usual and in its URL alphabet. */
public final class Base64Texts {
    private static final int SHORTEST = 20;
    private static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9+/_\\s-]+={0,2}\\s*");

    private Base64Texts() {}

    /** The decoded text; empty if the text is not Base64, or what it encodes is not text. */
    public static Optional<String> decoded(String text) {
        if (text.length() < SHORTEST || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
            String result = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean printable = result.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
            return printable ? Optional.of(result) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
