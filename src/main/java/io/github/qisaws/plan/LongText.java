package io.github.qisaws.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Prepares long texts for display: decodes Base64 that contains text, masks secrets, and shortens the rest. */
final class LongText {
    private static final int LONGEST = 64 * 1024;
    private static final int SHORTEST_BASE64 = 20;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]+={0,2}\\s*");

    private LongText() {}

    static String readable(String path, String text) {
        Optional<String> decoded = decoded(text);
        String masked = Secrets.mask(text);
        if (decoded.isPresent()) {
            String shown = Secrets.mask(decoded.get());
            if (isUserData(path) || !shown.equals(decoded.get())) {
                masked = shown;
            }
        }
        return masked.length() <= LONGEST
                ? masked
                : masked.substring(0, LONGEST) + "\n… (" + (masked.length() - LONGEST) + " more characters)";
    }

    private static boolean isUserData(String path) {
        return path.endsWith("user_data") || path.endsWith("_base64");
    }

    private static Optional<String> decoded(String text) {
        if (text.length() < SHORTEST_BASE64 || !BASE64.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
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
