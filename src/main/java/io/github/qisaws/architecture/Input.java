package io.github.qisaws.architecture;

import io.github.qisaws.environment.EnvironmentSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An input variable of a module.
 *
 * @param type a Terraform type expression, such as {@code list(string)}
 * @param defaultValue as JSON data; empty for a required input
 * @param example a valid value as JSON data, for the README, the example and the module's own test
 * @param origin the environment key or section that determines the value; empty if there is none
 */
public record Input(
        String name,
        String type,
        String description,
        Optional<Object> defaultValue,
        Object example,
        List<Rule> rules,
        Optional<Origin> origin) {

    public Input {
        Objects.requireNonNull(example, name);
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("input " + name + " has no validation");
        }
    }

    /**
     * A validation rule of an input.
     *
     * @param condition a Terraform expression without <code>${}</code>
     * @param message a full sentence that describes valid values
     * @param wrong a value that the condition rejects, for the module's own test; empty if only the type rejects values
     */
    public record Rule(String condition, String message, Optional<Object> wrong) {}

    /**
     * The environment key or section that determines a value, to which errors of the input are mapped.
     *
     * @param path such as {@code load-balancer.idle-timeout}
     * @param fed whether the input gets the value of the key unchanged, which no typed input then gives
     */
    public record Origin(String path, boolean fed) {}

    /**
     * Starts the input of an environment key, with the name, type, default, description, and rules of the key. A text
     * key yields no rule, because Terraform's regular expressions differ from Java's.
     */
    public static Builder of(String key) {
        return KeyInput.of(EnvironmentSchema.key(key));
    }

    /** Starts a required input. */
    public static Builder required(String name, String type, Object example) {
        return new Builder(name, type, Optional.empty(), example);
    }

    /** Starts an input with a default. */
    public static Builder optional(String name, String type, Object defaultValue) {
        return new Builder(name, type, Optional.of(defaultValue), defaultValue);
    }

    /** Collects description and rules; rejects an input without a rule. */
    public static final class Builder {
        private final String name;
        private final String type;
        private final Optional<Object> defaultValue;
        private Object example;
        private String description = "";
        private final List<Rule> rules = new ArrayList<>();
        private Optional<Origin> origin = Optional.empty();

        private Builder(String name, String type, Optional<Object> defaultValue, Object example) {
            this.name = name;
            this.type = type;
            this.defaultValue = defaultValue;
            this.example = example;
        }

        /** Sets the description: one sentence with the unit, and the meaning of an empty value. */
        public Builder describedAs(String text) {
            description = text;
            return this;
        }

        public Builder example(Object value) {
            example = value;
            return this;
        }

        /** Takes value and rules from an environment key, but keeps the input's name, type, and default. */
        public Builder fedBy(String key) {
            return KeyInput.feed(this, EnvironmentSchema.key(key));
        }

        /** Takes the value from a key; the module's own rules may allow more than the key does. */
        public Builder valueOf(String key) {
            return origin(EnvironmentSchema.key(key).path(), true);
        }

        /** Names the environment key or section from which the component computes the value. */
        public Builder decidedBy(String path) {
            return origin(path, false);
        }

        Builder origin(String path, boolean fed) {
            origin = Optional.of(new Origin(path, fed));
            return this;
        }

        /** Adds any condition; {@code wrong} is a value that it rejects. */
        public Builder rule(String condition, String message, Object wrong) {
            rules.add(new Rule(condition, message, Optional.of(wrong)));
            return this;
        }

        /** One of the given words. */
        public Builder oneOf(String... words) {
            return oneOf(List.of(words));
        }

        /** One of the given words. */
        public Builder oneOf(List<String> words) {
            String list = "[\"" + String.join("\", \"", words) + "\"]";
            return rule(
                    "contains(" + list + ", var." + name + ")",
                    name + " must be one of " + String.join(", ", words) + ".",
                    "no-such-word");
        }

        /** One of the given numbers, in ascending order. */
        public Builder among(List<Integer> numbers) {
            String list =
                    String.join(", ", numbers.stream().map(String::valueOf).toList());
            return rule(
                    "contains([" + list + "], var." + name + ")",
                    name + " must be one of " + list + ".",
                    numbers.get(numbers.size() - 1) + 1);
        }

        /** A whole number within bounds, both included. */
        public Builder between(long low, long high) {
            return rule(
                    "var.%1$s >= %2$d && var.%1$s <= %3$d && floor(var.%1$s) == var.%1$s".formatted(name, low, high),
                    name + " must be a whole number between " + low + " and " + high + ".",
                    high + 1);
        }

        /** A string that matches a regular expression of RE2 as a whole. */
        public Builder matching(String regex, String message, String wrong) {
            String quoted = regex.replace("\\", "\\\\");
            return rule("can(regex(\"^(" + quoted + ")$\", var." + name + "))", message, wrong);
        }

        /** A list or set whose every element matches a regular expression of RE2 as a whole. */
        public Builder eachMatching(String regex, String message, String wrong) {
            String quoted = regex.replace("\\", "\\\\");
            return rule(
                    "alltrue([for v in var." + name + " : can(regex(\"^(" + quoted + ")$\", v))])",
                    message,
                    List.of(wrong));
        }

        /** Adds the rule of a switch; the type rejects everything except true and false. */
        public Builder flag() {
            rules.add(new Rule(
                    "contains([true, false], var." + name + ")", name + " must be true or false.", Optional.empty()));
            return this;
        }

        public Input build() {
            return new Input(name, type, description, defaultValue, example, rules, origin);
        }
    }
}
