package io.github.qisaws.environment.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Type of a text with a required form.
 *
 * @param allowed the form in words
 * @param pattern the form as a regular expression that Java and JavaScript both understand, matching the whole text
 * @param rule describes what is wrong with a text, also if it matches the pattern
 * @param suggestion suggests a correction of an invalid text
 */
public record TextType(
        String allowed,
        String pattern,
        Function<String, Optional<String>> rule,
        Function<String, Optional<String>> suggestion)
        implements ValueType<String> {
    /** Maximum length of any text; keeps regular expressions from deep recursion. */
    private static final int LONGEST = 1000;

    public TextType(String allowed, String pattern, Function<String, Optional<String>> rule) {
        this(allowed, pattern, rule, text -> Optional.empty());
    }

    public TextType(String allowed, String pattern) {
        this(allowed, pattern, text -> Optional.empty());
    }

    @Override
    public Optional<String> read(Node node, Place place) {
        return plainText(node, place).flatMap(text -> {
            Optional<String> wrong = wrong(text);
            if (wrong.isEmpty()) {
                return Optional.of(text);
            }
            String what = Message.quote(text) + " " + wrong.get();
            return place.refuse(node, Message.of(what, "allowed: " + allowed, suggestion.apply(text)));
        });
    }

    /** What is wrong with a text, to follow the text itself. */
    public Optional<String> wrong(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        Optional<String> exact = rule.apply(text);
        return exact.isPresent() || Pattern.matches(pattern, text)
                ? exact
                : Optional.of("does not have the right form");
    }

    private Optional<String> plainText(Node node, Place place) {
        Nodes.Kind kind = Nodes.kind(node);
        if (kind == Nodes.Kind.TEXT) {
            return Optional.of(Nodes.text(node));
        }
        if (kind == Nodes.Kind.INTEGER || kind == Nodes.Kind.DECIMAL || kind == Nodes.Kind.BOOLEAN) {
            String text = Nodes.text(node);
            return place.refuse(node, withoutQuotes(text, kind));
        }
        return place.refuse(node, Message.of(Scalars.misfit(node), "allowed: " + allowed));
    }

    private String withoutQuotes(String text, Nodes.Kind kind) {
        Optional<String> wrong = wrong(text);
        if (wrong.isPresent()) {
            return Message.of(Message.quote(text) + " " + wrong.get(), "allowed: " + allowed, suggestion.apply(text));
        }
        boolean octal = kind == Nodes.Kind.INTEGER && text.startsWith("0");
        return Message.of(
                text + " without quotes is " + kind.words() + (octal ? " (many tools read it as octal)" : ""),
                "write it in quotes: " + Message.quote(text));
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", "^(?:" + pattern + ")$");
        return schema;
    }

    @Override
    public Object toJson(String value) {
        return value;
    }
}
