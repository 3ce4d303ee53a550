package io.github.qisaws.text;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names whose value is a secret, in any spelling: {@code DB_PASS}, {@code masterPassword}, {@code x-api-key}. */
final class SecretNames {
    private static final int MOST_REMEMBERED = 20_000;
    private static final int LONGEST = 120;

    private static final Pattern SEGMENTS = Pattern.compile("[.:/\\[\\]\"'\\\\]+");
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+");

    /** Words and pairs of words, separated by underscores, that name a secret wherever they occur in a name. */
    private static final Pattern SECRET = Pattern.compile("(?:^|_)(?:"
            + "(?:api|private|secret|encryption|decryption|signing|licen[cs]e|auth|access|account|client|primary|secondary"
            + "|shared|master|service|storage|session|webhook|deploy|write|ingest|registration|jwt|hmac|aes|app|application"
            + "|consumer|admin|integration|tls|ssl|certificate|crypt|bot)_?key"
            + "|[a-z0-9]*(?:password|passwd|passphrase|passcode|pwd)s?"
            + "|(?!(?:by|com|over|under|tres|sur|encom)pass)[a-z0-9]*pass(?=$|_for_|_v?\\d+$|_wo$|_old$|_new$)"
            + "|pw(?=$|_?\\d+$)"
            + "|[a-z0-9]*(?:secret|apikey|secretkey|accesskey|authtoken|accesstoken)|[a-z0-9]*token(?!s)"
            + "|credentials?|creds|kubeconfig|kube_config|conn(?:ection)?_?str(?:ing)?s?|dsn"
            + "|jwt$|pat$|erlang_cookie|sas$|webhook$)(?=_|$)");

    /** Last words of a name that refers to a secret, or says something about one. */
    private static final Pattern ABOUT =
            Pattern.compile(".*_(?:arns?|ids?|names?|refs?|versions?|versioning|paths?|files?"
                    + "|filename|dir|folder|length|len|polic(?:y|ies)|types?|count|number|size|ttl|expir(?:ation|y|es|ed)|valid(?:ity)?"
                    + "|days|hours|minutes|seconds|rotation|enabled|disabled|required|algorithm|alg|format|url|uri|endpoint|host|port"
                    + "|issuer|audience|scopes?|status|state|age|date|time|timestamp|source|from|providers?|methods?|mode|limit|min|max"
                    + "|lifetime|duration|period|units?|usage|rules?|kind|bits|fields?|property|label|prefix|suffix|location|bucket"
                    + "|region|alias|engine|store|manager|strategy|template|regex|pattern|special|upper|lower|numeric|keepers|reset"
                    + "|changed|updated|created|history|prevention|reuse|stdin|env|service|behavior|options?|config|selector|key|spec"
                    + "|parameters?|description|group|role|rate)");

    private static final Pattern ALWAYS =
            Pattern.compile("private_key_id|(?:.*_)?pass(?:word)?_for_.*|(?:.*_)?webhook_ur[il]");
    private static final Pattern NEVER = Pattern.compile("existing_.*|kms_.*|public_key.*");

    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private SecretNames() {}

    /** Whether the value under this name is a secret, as far as the name shows. */
    static boolean isSecret(String name) {
        Boolean known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        boolean secret = name.length() <= LONGEST && judge(words(name));
        if (KNOWN.size() < MOST_REMEMBERED) {
            KNOWN.put(name, secret);
        }
        return secret;
    }

    private static boolean judge(String words) {
        if (ALWAYS.matcher(words).matches()) {
            return true;
        }
        return SECRET.matcher(words).find()
                && !NEVER.matcher(words).matches()
                && (endsInKeyPhrase(words) || !ABOUT.matcher(words).matches());
    }

    /** Whether the last word is the key itself, as in {@code api_key}, not the name of an entry. */
    private static boolean endsInKeyPhrase(String words) {
        if (!words.endsWith("_key")) {
            return false;
        }
        Matcher matcher = SECRET.matcher(words);
        while (matcher.find()) {
            if (matcher.end() == words.length()) {
                return true;
            }
        }
        return false;
    }

    /** The last part of a dotted name, in lower case, its words separated by underscores. */
    private static String words(String name) {
        String last = name;
        for (String segment : SEGMENTS.split(name, -1)) {
            last = segment.isEmpty() || segment.equals("value") ? last : segment;
        }
        String spaced = HUMPS.matcher(last).replaceAll("_").toLowerCase(Locale.ROOT);
        return SEPARATORS.matcher(spaced).replaceAll("_").replaceFirst("^_", "").replaceFirst("_$", "");
    }
}
