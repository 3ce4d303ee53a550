package io.github.qisaws.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in texts although nothing marks them as sensitive. Every text that is shown, written, or logged passes
 * through here; what judges a plan does not.
 */
public final class Secrets {
    private static final int SHORTEST = 4;

    /** Base64 in a longer text, such as a file in cloud-init data. */
    private static final Pattern INNER = Pattern.compile("(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}");

    private Secrets() {}

    /** The text, with private keys, tokens, and passwords hidden; Base64 with a secret in it is decoded first. */
    public static String mask(String text) {
        if (text.length() < SHORTEST) {
            return text;
        }
        Optional<String> decoded = Base64Texts.decoded(text);
        if (decoded.isPresent()) {
            String shown = mask(decoded.get());
            if (!shown.equals(decoded.get())) {
                return shown;
            }
        }
        String json = MaskedJson.inText(text);
        return inner(Shapes.mask(Assignments.mask(json)));
    }

    private static String inner(String text) {
        Matcher matcher = INNER.matcher(text);
        StringBuilder masked = new StringBuilder();
        while (matcher.find()) {
            boolean secret = matcher.end() - matcher.start() < text.length()
                    && Base64Texts.decoded(matcher.group())
                            .filter(each -> !mask(each).equals(each))
                            .isPresent();
            if (secret) {
                matcher.appendReplacement(masked, Assignments.HIDDEN);
            }
        }
        return masked.isEmpty() ? text : matcher.appendTail(masked).toString();
    }

    /** Whether an attribute of this name contains a secret, whatever its value. */
    public static boolean isSecretName(String name) {
        return SecretNames.isSecret(name);
    }
}
