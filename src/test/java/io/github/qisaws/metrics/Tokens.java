package io.github.qisaws.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tokens of an expression, read from left to right. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[0-9]+(?:\\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_.]*|==|!=|<=|>=|&&|\\|\\||[-+*/<>(),?:!\\[\\]])");

    private final String text;
    private int place;

    Tokens(String text) {
        this.text = text.strip();
    }

    boolean atEnd() {
        return place == text.length();
    }

    Optional<String> peek() {
        return match().map(found -> found.group(1));
    }

    String next() {
        Matcher found = match().orElseThrow(() -> error("a value"));
        place = found.end();
        return found.group(1);
    }

    /** The next token if it is one of these. */
    Optional<String> take(String... wanted) {
        Optional<String> found = peek().filter(token -> Stream.of(wanted).anyMatch(token::equals));
        found.ifPresent(token -> next());
        return found;
    }

    void expect(String wanted) {
        if (take(wanted).isEmpty()) {
            throw error(wanted);
        }
    }

    IllegalArgumentException error(String expected) {
        return new IllegalArgumentException("expected " + expected + " at " + place + " of: " + text);
    }

    /** Items until the closing bracket, which is read too. */
    <T> List<T> items(String closing, Supplier<T> item) {
        if (take(closing).isPresent()) {
            return List.of();
        }
        List<T> items = new ArrayList<>(List.of(item.get()));
        while (take(",").isPresent()) {
            items.add(item.get());
        }
        expect(closing);
        return items;
    }

    private Optional<Matcher> match() {
        Matcher matcher = TOKEN.matcher(text).region(place, text.length());
        return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
    }
}
