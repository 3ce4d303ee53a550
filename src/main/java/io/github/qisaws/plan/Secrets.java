package io.github.qisaws.plan;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides texts that look like a secret although Terraform does not mark them as sensitive. */
public final class Secrets {
    private static final String HIDDEN = "(hidden)";

    private static final Pattern NAME = Pattern.compile("(.*[_.-])?(password|passwd|passphrase|secret|secret_string|"
            + "secret_binary|secret_string_wo|private_key|private_key_pem|secret_key|secret_access_key|access_token|"
            + "auth_token|api_key|apikey|token|credentials|client_secret|session_token|ses_smtp_password_v4)(_wo)?");

    private record Shape(Pattern pattern, String replacement, List<String> hints) {
        Shape(String regex, String replacement, String... hints) {
            this(Pattern.compile(regex), replacement, List.of(hints));
        }

        /** A fast check before the regular expressions: most texts contain none of these words. */
        boolean isPossible(String text) {
            return hints.stream().anyMatch(text::contains);
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape(
                    "-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----[\\s\\S]*?(-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|\\z)",
                    "(hidden private key)",
                    "PRIVATE KEY"),
            new Shape("\\b(AKIA|ASIA)[A-Z0-9]{12,}\\b", "(hidden AWS key id)", "AKIA", "ASIA"),
            new Shape("\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*", "(hidden token)", "eyJ"),
            new Shape(
                    "\\b(gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|hvs\\.)[A-Za-z0-9_-]{10,}",
                    "(hidden token)",
                    "gh",
                    "glpat-",
                    "xox",
                    "sk_live_",
                    "hvs."),
            new Shape(
                    "([A-Za-z][A-Za-z0-9+.-]{0,40}://[^\\s/:@\"']{0,200}):[^\\s/@\"']{1,300}@",
                    "$1:" + HIDDEN + "@",
                    "://"),
            new Shape(
                    "(?i)\\b(Bearer|Basic)\\s+[A-Za-z0-9+/=._~-]{12,}",
                    "$1 " + HIDDEN,
                    "earer ",
                    "asic ",
                    "EARER ",
                    "ASIC "),
            new Shape(
                    "(?i)((?:password|passwd|passphrase|secret[_-]?key|secret[_-]?access[_-]?key|private[_-]?key|"
                            + "api[_-]?key|auth[_-]?token|access[_-]?token|session[_-]?token|client[_-]?secret)"
                            + "\\\\?[\"']?\\s{0,5}[:=]\\s{0,5}\\\\?[\"']?)(?!\\(hidden)([^\\s\"'\\\\,;&<>]{3,})",
                    "$1" + HIDDEN,
                    "=",
                    ":"));

    private Secrets() {}

    /** The text, with private keys, tokens, and passwords hidden. */
    public static String mask(String text) {
        String masked = text;
        for (Shape shape : SHAPES) {
            if (shape.isPossible(masked)) {
                Matcher matcher = shape.pattern().matcher(masked);
                masked = matcher.find() ? matcher.replaceAll(shape.replacement()) : masked;
            }
        }
        return masked;
    }

    /** Whether an attribute of this name contains a secret, whatever its value. */
    static boolean isSecretName(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
