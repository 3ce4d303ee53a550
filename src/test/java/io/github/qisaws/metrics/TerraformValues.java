package io.github.qisaws.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Values of Terraform expressions in a module: conditionals, operators, {@code floor}, local values, and variables with
 * their defaults. It throws on everything else, such as a reference to a resource.
 */
final class TerraformValues {
    private static final Map<String, BinaryOperator<Object>> OPERATORS = Map.of(
            "==", (a, b) -> a.equals(b),
            "!=", (a, b) -> !a.equals(b),
            "&&", (a, b) -> (Boolean) a && (Boolean) b,
            "||", (a, b) -> (Boolean) a || (Boolean) b,
            "+", (a, b) -> (Double) a + (Double) b,
            "-", (a, b) -> (Double) a - (Double) b,
            "*", (a, b) -> (Double) a * (Double) b,
            "/", (a, b) -> (Double) a / (Double) b);

    private final JsonNode locals;
    private final JsonNode variables;
    private final Map<String, Object> given;

    /**
     * The values of a module.
     *
     * @param given values in place of defaults, by paths such as {@code scaling.policy}
     */
    TerraformValues(JsonNode locals, JsonNode variables, Map<String, Object> given) {
        this.locals = locals;
        this.variables = variables;
        this.given = given;
    }

    /** A number, text, or truth value of an attribute, which can be one expression within <code>${}</code>. */
    Object of(JsonNode attribute) {
        if (attribute.isNumber()) {
            return attribute.asDouble();
        }
        String text = attribute.asText();
        if (!text.startsWith("${")) {
            return text;
        }
        Tokens tokens = new Tokens(text.substring(2, text.length() - 1));
        Object value = conditional(tokens);
        if (!tokens.atEnd()) {
            throw tokens.error("the end");
        }
        return value;
    }

    private Object conditional(Tokens tokens) {
        Object condition = chain(tokens, List.of("||"), () -> chain(tokens, List.of("&&"), () -> equality(tokens)));
        if (tokens.take("?").isEmpty()) {
            return condition;
        }
        Object yes = conditional(tokens);
        tokens.expect(":");
        Object no = conditional(tokens);
        return (Boolean) condition ? yes : no;
    }

    private Object equality(Tokens tokens) {
        return chain(tokens, List.of("==", "!="), () -> sum(tokens));
    }

    private Object sum(Tokens tokens) {
        return chain(tokens, List.of("+", "-"), () -> chain(tokens, List.of("*", "/"), () -> primary(tokens)));
    }

    private static Object chain(Tokens tokens, List<String> operators, Supplier<Object> operand) {
        Object value = operand.get();
        Optional<String> operator = tokens.take(operators.toArray(String[]::new));
        while (operator.isPresent()) {
            value = OPERATORS.get(operator.get()).apply(value, operand.get());
            operator = tokens.take(operators.toArray(String[]::new));
        }
        return value;
    }

    private Object primary(Tokens tokens) {
        String token = tokens.next();
        if (token.startsWith("\"")) {
            return token.substring(1, token.length() - 1);
        }
        if (Character.isDigit(token.charAt(0))) {
            return Double.valueOf(token);
        }
        return switch (token) {
            case "!" -> !(Boolean) primary(tokens);
            case "(" -> inner(tokens);
            case "floor" -> {
                tokens.expect("(");
                yield Math.floor((Double) inner(tokens));
            }
            default -> reference(token);
        };
    }

    private Object inner(Tokens tokens) {
        Object value = conditional(tokens);
        tokens.expect(")");
        return value;
    }

    private Object reference(String path) {
        if (path.startsWith("local.")) {
            return of(locals.path(path.substring("local.".length())));
        }
        if (!path.startsWith("var.")) {
            throw new IllegalArgumentException("not known here: " + path);
        }
        String name = path.substring("var.".length());
        if (given.containsKey(name)) {
            return given.get(name);
        }
        int dot = name.indexOf('.');
        JsonNode variable =
                variables.path(dot < 0 ? name : name.substring(0, dot)).path("default");
        JsonNode value = dot < 0 ? variable : variable.path(name.substring(dot + 1));
        return value.isBoolean() ? (Object) value.asBoolean() : of(value);
    }
}
