package io.github.qisaws.text;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides texts that have the shape of a secret, whatever stands beside them. */
final class Shapes {
    private static final String HIDDEN = Assignments.HIDDEN;
    private static final String TOKEN = "(hidden token)";

    private record Shape(Pattern pattern, String replacement, List<String> hints) {
        Shape(String regex, String replacement, String... hints) {
            this(Pattern.compile(regex), replacement, List.of(hints));
        }

        Shape {
            if (hints.isEmpty()) {
                throw new IllegalArgumentException("a shape without a hint would never be looked for: " + pattern);
            }
        }
    }

    private static final List<Shape> ALL = List.of(
            new Shape(
                    "-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----[\\s\\S]*?(-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|\\z)",
                    "(hidden private key)",
                    "PRIVATE KEY"),
            new Shape(
                    "(PuTTY-User-Key-File-\\d[\\s\\S]{0,4000}?Private-Lines:)[\\s\\S]*",
                    "$1 (hidden private key)",
                    "PuTTY-User-Key-File"),
            new Shape(
                    "\\b(?:AKIA|ASIA)[A-Z0-9]{12,}(?:[\\s:,;|/\"'=]{1,5}(?!\\d+\\b)[A-Za-z0-9/+=]{16,60})?",
                    "(hidden AWS key id)",
                    "AKIA",
                    "ASIA"),
            new Shape("\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*", TOKEN, "eyJ"),
            new Shape("\\b[A-Za-z0-9]{8,20}\\.atlasv1\\.[A-Za-z0-9_=-]{10,}", TOKEN, ".atlasv1."),
            new Shape(
                    "(?i)(hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)|discord(?:app)?\\.com/api/webhooks"
                            + "|\\.webhook\\.office\\.com/webhookb2|chat\\.googleapis\\.com/v1/spaces"
                            + "|\\.logic\\.azure\\.com(?::443)?/workflows|hooks\\.zapier\\.com/hooks"
                            + "|api\\.telegram\\.org)/[^\\s\"'<>\\\\]{8,}",
                    "$1/" + HIDDEN,
                    "hook",
                    "chat.googleapis",
                    ".logic.azure",
                    "api.telegram"),
            new Shape(
                    "([A-Za-z][A-Za-z0-9+.-]{0,40}://[^\\s/:@\"'<>]{0,200}):(?!\\d{1,5}(?:[/?#\\s\"',]|\\z))"
                            + "(?:(?!://)[^\\s\"'<>]){1,300}@",
                    "$1:" + HIDDEN + "@",
                    "://"),
            new Shape(
                    "(?i)((?:https?|wss?)://)(?![a-z][a-z._-]{0,19}@)[^\\s/:@\"'<>?#(]{3,300}@",
                    "$1" + HIDDEN + "@",
                    "://"),
            new Shape(
                    "(?<![\\w/])([\\w.-]{1,60}):(?!\\(hidden)[^\\s:@/\"']{1,200}@(tcp|unix)\\(",
                    "$1:" + HIDDEN + "@$2(",
                    "@tcp(",
                    "@unix("),
            new Shape(
                    "(?i)([?&;](?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature)=)[^&\\s\"'<>]{6,}",
                    "$1" + HIDDEN,
                    "sig",
                    "Sig",
                    "Security-Token"),
            new Shape("([?&](?:code|key)=)(?=[^&\\s\"']*\\d)[^&\\s\"'<>]{16,}", "$1" + HIDDEN, "code=", "key="),
            new Shape(
                    "(?i)\\b(Bearer|Basic|Digest|Token|ApiKey)(\\s+)(?=[A-Za-z0-9+/=._~-]*[0-9=])[A-Za-z0-9+/=._~-]{12,}",
                    "$1$2" + HIDDEN,
                    "earer ",
                    "asic ",
                    "EARER ",
                    "ASIC ",
                    "oken ",
                    "pikey ",
                    "piKey "),
            new Shape(
                    "(?i)\\b(password|passwd|passphrase|passcode|requirepass|masterauth|identified\\s+by)"
                            + "(\\s+(?:is\\s+|of\\s+)?)(?!\\(hidden)(?:\"[^\"\\n]+\"|'[^'\\n]+'|(?=[^\\s\"']*\\d)[^\\s\"'=,;]{4,})",
                    "$1$2" + HIDDEN,
                    "ass",
                    "ASS",
                    "dentified",
                    "DENTIFIED",
                    "masterauth"),
            new Shape(
                    "(?m)^([\\w.@-]{1,60}):(?:\\$(?:2[aby]|apr1|[156]|y)\\$|\\{SHA\\})\\S+",
                    "$1:" + HIDDEN,
                    ":$",
                    ":{SHA}"),
            new Shape("\\b(rediss?-cli\\b[^\\n|;&]{0,500}?\\s(?:-a|--pass))[ =]+[^\\s\"']+", "$1 " + HIDDEN, "-cli"),
            new Shape(
                    "\\b((?:mysql|mariadb)[\\w-]*\\b[^\\n|;&]{0,500}?\\s-p)(?=\\S)(?:\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s\"';|&]+)",
                    "$1" + HIDDEN,
                    "mysql",
                    "mariadb"),
            new Shape(
                    "\\b((?:sshpass|mongo\\w*|docker +login|podman +login|az +login|helm +registry +login|ldap\\w+|wget|sqlcmd"
                            + "|skopeo|buildah|rabbitmqadmin)\\b[^\\n|;&]{0,500}?\\s-[pwP])[ =]?(?:\"[^\"\\n]*\"|'[^'\\n]*'|(?!-)[^\\s\"';|&]+)",
                    "$1 " + HIDDEN,
                    "sshpass",
                    "mongo",
                    "login",
                    "ldap",
                    "sqlcmd",
                    "rabbitmqadmin"),
            new Shape(
                    "\\b((?:curl|wget|http|https|lftp|svn|smbclient|httpie)\\b[^\\n|;]{0,500}?\\s(?:-u|-U|-a|--user|--auth|--proxy-user)[ =]?[\"']?"
                            + "[^\\s:\"']{0,100}):[^\\s\"']+",
                    "$1:" + HIDDEN,
                    "curl",
                    "wget",
                    "http",
                    "lftp",
                    "svn",
                    "smbclient"));

    /** A fast check before the regular expressions: most texts contain none of these words. */
    private static final Hints HINTS =
            new Hints(ALL.stream().flatMap(shape -> shape.hints().stream()).toList());

    private static final List<BitSet> HINTS_OF_EACH =
            ALL.stream().map(shape -> HINTS.of(shape.hints())).toList();

    private static final Pattern KEYS = VendorKeys.pattern();

    /** A secret access key of AWS, which has no fixed beginning. */
    private static final Pattern AWS_SECRET = Pattern.compile("(?<![A-Za-z0-9/+=._-])(?=[A-Za-z0-9/+]{0,39}[a-z])"
            + "(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}\\d)(?![A-Za-z0-9/+]{0,39}[a-z]{8})[A-Za-z0-9/+]{40}"
            + "(?![A-Za-z0-9/+=._-])");

    private static final int SHORTEST_KEY = 13;
    private static final int AWS_LENGTH = 40;

    private Shapes() {}

    static String mask(String text) {
        String masked = text;
        BitSet hints = HINTS.in(text);
        for (int each = 0; each < ALL.size(); each++) {
            if (HINTS_OF_EACH.get(each).intersects(hints)) {
                Shape shape = ALL.get(each);
                Matcher matcher = shape.pattern().matcher(masked);
                masked = matcher.find() ? matcher.replaceAll(shape.replacement()) : masked;
            }
        }
        return masked.length() < SHORTEST_KEY || masked.chars().noneMatch(Character::isDigit) ? masked : keys(masked);
    }

    private static String keys(String text) {
        String masked = KEYS.matcher(text).replaceAll(TOKEN);
        return masked.length() < AWS_LENGTH
                ? masked
                : AWS_SECRET.matcher(masked).replaceAll(HIDDEN);
    }
}
