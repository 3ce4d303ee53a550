package io.github.qisaws.architecture;

import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.MapType;
import io.github.qisaws.environment.schema.TextType;
import io.github.qisaws.environment.schema.ValueType;
import java.util.List;

/** Name, type, and rules of an input that follow from its environment key. */
final class KeyInput {
    private static final String GIBIBYTES = "GiB";

    private KeyInput() {}

    /** Idle-timeout of load-balancer becomes idle_timeout; the unit GiB becomes part of the name. */
    static Input.Builder of(Key<?> key) {
        Object standard = key.fixedDefault()
                .orElseThrow(() -> new IllegalArgumentException(key.path() + " has no fixed default for a module"));
        return feed(Input.optional(name(key), type(key), standard).describedAs(key.description()), key);
    }

    /** The rules of whole numbers, words, and switches, which Terraform can check too. */
    static Input.Builder feed(Input.Builder input, Key<?> key) {
        input.origin(key.path(), true);
        if (key.type() instanceof BooleanType) {
            return input.flag();
        }
        if (key.type() instanceof ChoiceType<?> choice) {
            return input.oneOf(List.copyOf(choice.words().keySet()));
        }
        if (key.type() instanceof IntegerType number) {
            return number.choices().isEmpty()
                    ? input.between(number.minimum(), number.maximum())
                    : input.among(number.choices());
        }
        return input;
    }

    private static String name(Key<?> key) {
        boolean sized =
                key.type() instanceof IntegerType number && number.unit().equals(GIBIBYTES);
        return key.name().replace('-', '_') + (sized ? "_gib" : "");
    }

    private static String type(Key<?> key) {
        ValueType<?> type = key.type();
        if (type instanceof BooleanType) {
            return "bool";
        }
        if (type instanceof IntegerType) {
            return "number";
        }
        if (type instanceof ChoiceType<?> || type instanceof TextType) {
            return "string";
        }
        if (type instanceof MapType) {
            return "map(string)";
        }
        throw new IllegalArgumentException(key.path() + " has a type that needs a Terraform type of its own");
    }
}
