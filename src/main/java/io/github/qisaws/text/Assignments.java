package io.github.qisaws.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides values that a text gives to a secret name: in scripts, configuration files, connection strings, and options. */
final class Assignments {
    static final String HIDDEN = "(hidden)";

    private static final String NAME = "([A-Za-z_][A-Za-z0-9_.-]{0,80})";
    /** A quoted value. The number of its characters is limited where it may contain escaped quotes, for the stack's sake. */
    private static final String QUOTED = "\"(?:[^\"\\\\\\n]|\\\\.){0,500}+\"|\\\\?\"[^\"\\n]*\"|\\\\?'[^'\\n]*'";

    /** A fast check: a text without any of these contains no secret name. */
    private static final Hints HINTS = new Hints(List.of(
            "pass",
            "pwd",
            "pw",
            "secret",
            "token",
            "key",
            "cred",
            "dsn",
            "conn",
            "webhook",
            "kube",
            "jwt",
            "pat",
            "sas",
            "erlang_cookie"));

    /** A name, an equals sign or a colon, and a value; the value of a colon that is not quoted ends with its line. */
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![A-Za-z0-9_.])" + NAME + "(\\\\?[\"']?)"
            + "([ \\t]{0,8}(?::=|=>|=)[ \\t]{0,8}|[ \\t]{0,8}:(?![:/])[ \\t]{0,8}(?:[|>][+-]?[ \\t]*\\n[ \\t]+)?)"
            + "(" + QUOTED + "|(?<==|=[ \\t])[^\\s\"'`;<>]{1,2000}|(?<=[: \\t>])[^\\n\"'{}<>]{1,2000})");

    /** A name and a value as two entries, as in the environment of a container. */
    private static final Pattern PAIR =
            Pattern.compile("(?i)(?:\\bname|\\bkey)\\\\?[\"']?\\s{0,5}[:=]\\s{0,5}\\\\?[\"']?" + NAME
                    + "(\\\\?[\"']?)([\\s,;]{1,60}\\\\?[\"']?value\\\\?[\"']?\\s{0,5}[:=]\\s{0,5})(" + QUOTED
                    + "|[^\\s\"',;}]{1,2000})");

    private static final Pattern ELEMENT = Pattern.compile("<" + NAME + "()(>)([^<>]{1,2000})(?=</)");

    /** An option of a command, with its value as the next word. */
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\w-])--?" + NAME + "()([ \\t]+)(" + QUOTED + "|(?!-)[^\\s\"'`;|&<>]{1,2000})");

    private static final List<Pattern> ALL = List.of(PAIR, ELEMENT, OPTION, ASSIGNMENT);

    private Assignments() {}

    static String mask(String text) {
        if (HINTS.in(text.toLowerCase(Locale.ROOT)).isEmpty()) {
            return text;
        }
        String masked = text;
        for (Pattern pattern : ALL) {
            Matcher matcher = pattern.matcher(masked);
            masked = masked(matcher, masked);
        }
        return masked;
    }

    private static String masked(Matcher matcher, String text) {
        StringBuilder result = null;
        int copied = 0;
        int from = 0;
        while (matcher.find(from)) {
            from = matcher.end(1);
            if (isSecret(matcher, text)) {
                result = result == null ? new StringBuilder() : result;
                int end = matcher.start(4) + length(matcher, text);
                result.append(text, copied, matcher.start(4)).append(hidden(matcher.group(4)));
                copied = end;
                from = end;
            }
        }
        return result == null
                ? text
                : result.append(text, copied, text.length()).toString();
    }

    private static boolean isSecret(MatchResult match, String text) {
        return SecretNames.isSecret(match.group(1)) && !isPartOfArn(match, text) && !isReference(match.group(4));
    }

    /** Whether the name is a part of an ARN or an action, such as {@code secret:} in the ARN of a secret. */
    private static boolean isPartOfArn(MatchResult match, String text) {
        boolean colon = match.group(3).strip().equals(":");
        return colon && match.start() > 0 && text.charAt(match.start() - 1) == ':';
    }

    private static boolean isReference(String value) {
        return References.isReference(value.replaceAll("^\\\\?[\"']|\\\\?[\"']$", ""));
    }

    /** The length of the value; in the query of a URL, a value ends with the next parameter. */
    private static int length(MatchResult match, String text) {
        String value = match.group(4);
        boolean query = match.start() > 0 && "?&".indexOf(text.charAt(match.start() - 1)) >= 0;
        int end = query ? value.indexOf('&') : -1;
        return end < 0 ? value.stripTrailing().length() : end;
    }

    /** The replacement, which keeps the quotes around the value. */
    private static String hidden(String value) {
        Matcher quote = Pattern.compile("^\\\\?[\"']").matcher(value);
        String mark = quote.find() ? quote.group() : "";
        return mark + HIDDEN + mark;
    }
}
