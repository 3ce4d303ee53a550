package io.github.qisaws.metrics;

import io.github.qisaws.metrics.Value.Array;
import io.github.qisaws.metrics.Value.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Evaluates the part of CloudWatch metric math that alarms here can use, by AWS's user guide, "Using metric math". It
 * throws on everything else.
 */
final class MetricMath {
    private final Tokens tokens;
    private final Metrics metrics;

    private MetricMath(String expression, Metrics metrics) {
        this.tokens = new Tokens(expression);
        this.metrics = metrics;
    }

    /** The result; an alarm needs one time series. */
    static Value evaluate(String expression, Metrics metrics) {
        MetricMath math = new MetricMath(expression, metrics);
        Value result = math.disjunction();
        if (!math.tokens.atEnd()) {
            throw math.tokens.error("the end");
        }
        return result;
    }

    /** The time series that an alarm evaluates. */
    static Series alarmSeries(String expression, Metrics metrics) {
        if (evaluate(expression, metrics) instanceof Series series) {
            return series;
        }
        throw new IllegalArgumentException("an alarm needs one time series: " + expression);
    }

    private Value disjunction() {
        return chain(this::conjunction, "OR", "||");
    }

    private Value conjunction() {
        return chain(this::comparison, "AND", "&&");
    }

    private Value comparison() {
        return chain(this::sum, "==", "!=", "<=", ">=", "<", ">");
    }

    private Value sum() {
        return chain(this::product, "+", "-");
    }

    private Value product() {
        return chain(this::unary, "*", "/");
    }

    private Value chain(Supplier<Value> operand, String... operators) {
        Value value = operand.get();
        Optional<String> operator = tokens.take(operators);
        while (operator.isPresent()) {
            String symbol = operator.get().replace("AND", "&&").replace("OR", "||");
            value = Operators.apply(symbol, value, operand.get());
            operator = tokens.take(operators);
        }
        return value;
    }

    private Value unary() {
        return tokens.take("-").isPresent() ? Operators.apply("-", new Scalar(0), unary()) : primary();
    }

    private Value primary() {
        String token = tokens.next();
        if (Character.isDigit(token.charAt(0))) {
            return new Scalar(Double.parseDouble(token));
        }
        return switch (token) {
            case "(" -> {
                Value inner = disjunction();
                tokens.expect(")");
                yield inner;
            }
            case "[" ->
                new Array(tokens.items("]", this::disjunction).stream()
                        .flatMap(MetricMath::members)
                        .toList());
            default -> tokens.take("(").isPresent() ? function(token) : metric(token);
        };
    }

    private static Stream<Series> members(Value value) {
        return value instanceof Array array ? array.series().stream() : Stream.of((Series) value);
    }

    private Value metric(String id) {
        return Optional.ofNullable(metrics.series().get(id))
                .orElseThrow(() -> new IllegalArgumentException("no metric " + id));
    }

    private Value function(String name) {
        return switch (name) {
            case "METRICS" -> all();
            case "FILL" -> fill();
            default -> apply(name, tokens.items(")", this::disjunction));
        };
    }

    private static Value apply(String name, List<Value> arguments) {
        return switch (name) {
            case "IF" ->
                Functions.choose(
                        arguments.get(0),
                        arguments.get(1),
                        arguments.size() > 2 ? Optional.of(arguments.get(2)) : Optional.empty());
            case "SUM", "AVG", "MIN", "MAX" -> Functions.reduce(name, arguments.get(0));
            case "FIRST", "LAST" -> Functions.end(name.equals("FIRST"), arguments.get(0));
            default -> throw new IllegalArgumentException("no function " + name);
        };
    }

    /** METRICS() or METRICS("part of the ID"). */
    private Value all() {
        String part = tokens.take(")").isPresent() ? "" : quoted();
        return new Array(metrics.series().entrySet().stream()
                .filter(metric -> metric.getKey().contains(part))
                .map(Map.Entry::getValue)
                .toList());
    }

    private String quoted() {
        String text = tokens.next().replace("\"", "");
        tokens.expect(")");
        return text;
    }

    private Value fill() {
        Value filled = disjunction();
        tokens.expect(",");
        Optional<String> word = tokens.take("REPEAT", "LINEAR");
        Value result = word.isPresent()
                ? word.get().equals("REPEAT") ? Fill.repeat(filled) : Fill.linear(filled)
                : Fill.with(filled, disjunction());
        tokens.expect(")");
        return result;
    }
}
