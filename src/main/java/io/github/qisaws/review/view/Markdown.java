package io.github.qisaws.review.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes texts from plans for Markdown, so that they neither format nor mention a user. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~$]");
    private static final Pattern TICKS = Pattern.compile("`+");

    private Markdown() {}

    /** Plain text: nothing in it formats, mentions a user, or links to an issue. */
    static String text(String text) {
        String escaped = SPECIAL.matcher(Clean.line(text)).replaceAll("\\\\$0");
        return escaped.replace("&", "&amp;")
                .replace("@", "@\u200b")
                .replace("\\#", "\\#\u200b")
                .replace("://", ":\u200b//")
                .replace("www.", "www\u200b.");
    }

    /** Text inside an HTML element. */
    static String html(String text) {
        return Html.escape(Clean.line(text).replace("@", "@\u200b").replaceAll("#(?=\\d)", "#\u200b"));
    }

    static String code(String text) {
        String clean = Clean.line(text).replace("|", "\\|");
        String ticks = "`".repeat(longestRun(clean) + 1);
        String pad = clean.startsWith("`") || clean.endsWith("`") ? " " : "";
        return clean.isEmpty() ? "" : ticks + pad + clean + pad + ticks;
    }

    /** A code block with a fence longer than any run of backticks inside. */
    static String fenced(String language, String lines, String indent) {
        String fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
        StringBuilder block = new StringBuilder(indent + fence + language + "\n");
        lines.lines().forEach(line -> block.append(indent).append(line).append('\n'));
        return block.append(indent).append(fence).append("\n").toString();
    }

    private static int longestRun(String text) {
        int longest = 0;
        Matcher matcher = TICKS.matcher(text);
        while (matcher.find()) {
            longest = Math.max(longest, matcher.end() - matcher.start());
        }
        return longest;
    }
}
