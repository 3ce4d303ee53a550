package io.github.qisaws.environment.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Type of a value that is one of a few words.
 *
 * @param words what each word stands for, in the order in which they are shown
 */
public record ChoiceType<T>(Map<String, T> words) implements ValueType<T> {

    /** The constants of an enum in kebab-case. */
    public static <E extends Enum<E>> ChoiceType<E> of(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return new ChoiceType<>(words);
    }

    /** Words that stand for themselves. */
    public static ChoiceType<String> of(List<String> texts) {
        Map<String, String> words = new LinkedHashMap<>();
        texts.forEach(text -> words.put(text, text));
        return new ChoiceType<>(words);
    }

    @Override
    public Optional<T> read(Node node, Place place) {
        Nodes.Kind kind = Nodes.kind(node);
        if (kind == Nodes.Kind.NOTHING
                || kind == Nodes.Kind.LIST
                || kind == Nodes.Kind.MAPPING
                || kind == Nodes.Kind.TAGGED) {
            return place.refuse(node, Message.of(Scalars.misfit(node), "allowed: " + allowed()));
        }
        String text = Nodes.text(node);
        T value = words.get(text);
        if (value != null) {
            return Optional.of(value);
        }
        String wrong = Message.quote(text) + " is not an allowed value";
        Optional<String> meant = Suggestion.nearest(text, words.keySet());
        return place.refuse(node, Message.of(wrong, "allowed: " + allowed(), meant));
    }

    @Override
    public String allowed() {
        return String.join(", ", words.keySet());
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("enum", List.copyOf(words.keySet()));
    }

    @Override
    public Object toJson(T value) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
