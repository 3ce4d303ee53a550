package io.github.qisaws;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The form of messages: each method returns what is wrong with a text. Parts known only at run time are not checked.
 */
final class MessageStyle {
    private static final int LONGEST_WHAT = 80;
    private static final Set<String> CAPITALIZED_NAMES = Set.of("Terraform", "OpenTofu", "Git", "Docker", "Python");
    private static final Set<String> LOWER_CASE_NAMES = Set.of("terraform", "tofu", "conftest", "git", "qis-aws");
    private static final Pattern CAPITALIZED = Pattern.compile("^[A-Z][a-z].*", Pattern.DOTALL);
    private static final Pattern FIELD_OR_PATH = Pattern.compile("^[a-z-]+(:| NAME:|/)");
    private static final Pattern FINAL_COMMAND =
            Pattern.compile(": (qis-aws|terraform|tofu|aws|go|docker|git) [^\n]*[^\n.]$");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\b(somebody|nobody|mend(s|ed)?|tak(e|es|en|ing) up|in clear|the engine|cut short|half (made|done)"
                    + "|anew|side by side|time-outs?|under way)\\b",
            Pattern.CASE_INSENSITIVE);

    private MessageStyle() {}

    static List<String> what(MessageText what) {
        return faults(
                what,
                List.of(
                        text -> isCapitalized(text) ? "what starts with a capital" : "",
                        text -> text.endsWith(".") ? "what ends with a period" : "",
                        text -> what.isComplete() && text.length() > LONGEST_WHAT
                                ? "what is longer than 80 characters"
                                : ""));
    }

    static List<String> why(MessageText why) {
        return faults(
                why,
                List.of(
                        text -> isLowerCase(text) ? "why does not start with a capital" : "",
                        text -> why.endsUnknown()
                                        || text.isEmpty()
                                        || text.matches("(?s).*[.…]")
                                        || FIELD_OR_PATH.matcher(text).find()
                                ? ""
                                : "why does not end with a period"));
    }

    static List<String> fix(MessageText fix) {
        return faults(
                fix,
                List.of(
                        text -> fix.startsUnknown() || text.isEmpty() || Character.isUpperCase(text.charAt(0))
                                ? ""
                                : "fix does not start with a capital",
                        text -> fix.endsUnknown()
                                        || text.isEmpty()
                                        || text.endsWith(".")
                                        || FINAL_COMMAND.matcher(text).find()
                                ? ""
                                : "fix ends neither with a period nor with a command"));
    }

    static List<String> words(MessageText text) {
        return faults(text, List.of());
    }

    private static boolean isCapitalized(String text) {
        return CAPITALIZED.matcher(text).matches() && !CAPITALIZED_NAMES.contains(firstWord(text));
    }

    private static boolean isLowerCase(String text) {
        return !text.isEmpty()
                && Character.isLowerCase(text.charAt(0))
                && !LOWER_CASE_NAMES.contains(firstWord(text))
                && !FIELD_OR_PATH.matcher(text).find();
    }

    private static String firstWord(String text) {
        return text.split("[ \u0000:,.]", 2)[0];
    }

    private static List<String> faults(MessageText text, List<Function<String, String>> rules) {
        return Stream.concat(
                        rules.stream().map(rule -> rule.apply(text.text())).filter(fault -> !fault.isEmpty()),
                        forbidden(text.text()).stream())
                .toList();
    }

    private static Optional<String> forbidden(String text) {
        return Optional.of(FORBIDDEN.matcher(text))
                .filter(Matcher::find)
                .map(word -> "\"" + word.group() + "\" is not a term of the glossary");
    }
}
