package io.github.qisaws.environment.schema;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A whole number within bounds.
 *
 * @param unit such as GiB or seconds; may be empty
 * @param choices the only numbers allowed; empty means all within the bounds
 */
public record IntegerType(int minimum, int maximum, String unit, List<Integer> choices) implements ValueType<Integer> {
    private static final int LONGEST_NUMBER = 18;

    public IntegerType {
        choices = List.copyOf(choices);
    }

    public static IntegerType between(int minimum, int maximum, String unit) {
        return new IntegerType(minimum, maximum, unit, List.of());
    }

    /** A type that allows only the given numbers, in ascending order. */
    public static IntegerType oneOf(List<Integer> choices, String unit) {
        return new IntegerType(choices.get(0), choices.get(choices.size() - 1), unit, choices);
    }

    @Override
    public Optional<Integer> read(Node node, Place place) {
        String text = Nodes.text(node);
        return switch (Nodes.kind(node)) {
            case INTEGER ->
                isDecimal(text) ? inBounds(text, node, place) : refuse("is not a decimal number", node, place);
            case DECIMAL -> refuse("is not a whole number", node, place);
            case TEXT -> readText(text, node, place);
            case BOOLEAN -> refuse("is not a number", node, place);
            case NOTHING, LIST, MAPPING, TAGGED ->
                place.refuse(node, Message.of(Scalars.misfit(node), "allowed: " + allowed()));
        };
    }

    private static boolean isDecimal(String text) {
        return text.matches("[-+]?(0|[1-9][0-9]*)");
    }

    private Optional<Integer> readText(String text, Node node, Place place) {
        if (isDecimal(text) && !Nodes.isPlain(node)) {
            return refuse("is text because it is in quotes", node, place);
        }
        boolean hasUnit = text.matches("[0-9]+ ?[A-Za-z%]+");
        return refuse(hasUnit ? "has a unit; enter only the number" : "is not a whole number", node, place);
    }

    private Optional<Integer> refuse(String wrong, Node node, Place place) {
        return place.refuse(node, Message.of(Nodes.show(node) + " " + wrong, "allowed: " + allowed()));
    }

    private Optional<Integer> inBounds(String text, Node node, Place place) {
        BigInteger number = text.length() > LONGEST_NUMBER ? null : new BigInteger(text);
        if (number == null || number.compareTo(BigInteger.valueOf(maximum)) > 0) {
            return place.refuse(node, Message.of(shortened(text) + tooFar(text), "allowed: " + allowed()));
        }
        if (number.compareTo(BigInteger.valueOf(minimum)) < 0) {
            return place.refuse(node, Message.of(text + " is too small", "allowed: " + allowed()));
        }
        int value = number.intValue();
        if (!choices.isEmpty() && !choices.contains(value)) {
            Optional<String> near = choices.stream()
                    .min(Comparator.comparing(choice -> Math.abs(choice - value)))
                    .map(String::valueOf);
            return place.refuse(node, Message.of(value + " is not an allowed value", "allowed: " + allowed(), near));
        }
        return Optional.of(value);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_NUMBER ? text.substring(0, LONGEST_NUMBER) + "…" : text;
    }

    private static String tooFar(String text) {
        return text.startsWith("-") ? " is too small" : " is too large";
    }

    @Override
    public String allowed() {
        String suffix = unit.isEmpty() ? "" : " (" + unit + ")";
        if (!choices.isEmpty()) {
            return String.join(", ", choices.stream().map(String::valueOf).toList()) + suffix;
        }
        return "a whole number from " + minimum + " to " + maximum + suffix;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        if (choices.isEmpty()) {
            schema.put("minimum", minimum);
            schema.put("maximum", maximum);
        } else {
            schema.put("enum", choices);
        }
        return schema;
    }

    @Override
    public Object toJson(Integer value) {
        return value;
    }
}
