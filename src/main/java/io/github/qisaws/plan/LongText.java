package io.github.qisaws.plan;

import io.github.qisaws.text.Base64Texts;
import io.github.qisaws.text.Cut;
import io.github.qisaws.text.Secrets;
import java.util.Optional;

/** Prepares long texts for display: decodes Base64 that contains text, masks secrets, and shortens the rest. */
final class LongText {
    private static final int LONGEST = 64 * 1024;

    private LongText() {}

    static String readable(String path, String text) {
        Optional<String> decoded = isUserData(path) ? Base64Texts.decoded(text) : Optional.empty();
        String masked = Secrets.mask(decoded.orElse(text));
        String start = Cut.atMost(masked, LONGEST);
        return start.length() == masked.length()
                ? masked
                : start + "\n… (" + (masked.length() - start.length()) + " more characters)";
    }

    private static boolean isUserData(String path) {
        return path.endsWith("user_data") || path.endsWith("_base64");
    }
}
