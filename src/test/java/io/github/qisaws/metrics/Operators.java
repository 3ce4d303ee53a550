package io.github.qisaws.metrics;

import io.github.qisaws.metrics.Value.Array;
import io.github.qisaws.metrics.Value.Scalar;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Arithmetic, comparison, and logical operators. If only one of two series has a point, the missing one counts as 0; a
 * point that divides by zero is dropped.
 */
final class Operators {
    private static final Map<String, DoubleBinaryOperator> OPERATIONS = Map.ofEntries(
            Map.entry("+", Double::sum),
            Map.entry("-", (a, b) -> a - b),
            Map.entry("*", (a, b) -> a * b),
            Map.entry("/", (a, b) -> a / b),
            Map.entry("==", (a, b) -> number(a == b)),
            Map.entry("!=", (a, b) -> number(a != b)),
            Map.entry("<", (a, b) -> number(a < b)),
            Map.entry(">", (a, b) -> number(a > b)),
            Map.entry("<=", (a, b) -> number(a <= b)),
            Map.entry(">=", (a, b) -> number(a >= b)),
            Map.entry("&&", (a, b) -> number(a != 0 && b != 0)),
            Map.entry("||", (a, b) -> number(a != 0 || b != 0)));

    private Operators() {}

    private static double number(boolean truth) {
        return truth ? 1 : 0;
    }

    static Value apply(String operator, Value left, Value right) {
        DoubleBinaryOperator operation = OPERATIONS.get(operator);
        if (left instanceof Array array) {
            return new Array(array.series().stream()
                    .map(one -> (Series) apply(operator, one, right))
                    .toList());
        }
        if (right instanceof Array array) {
            return new Array(array.series().stream()
                    .map(one -> (Series) apply(operator, left, one))
                    .toList());
        }
        if (left instanceof Series one && right instanceof Series other) {
            return pointwise(operation, one, other);
        }
        if (left instanceof Series one) {
            return one.map(value -> operation.applyAsDouble(value, ((Scalar) right).number()));
        }
        double number = ((Scalar) left).number();
        return right instanceof Series other
                ? other.map(value -> operation.applyAsDouble(number, value))
                : new Scalar(operation.applyAsDouble(number, ((Scalar) right).number()));
    }

    private static Series pointwise(DoubleBinaryOperator operation, Series left, Series right) {
        return new Series(IntStream.range(0, left.size())
                .mapToObj(i -> left.at(i).isEmpty() && right.at(i).isEmpty()
                        ? OptionalDouble.empty()
                        : Series.number(operation.applyAsDouble(
                                left.at(i).orElse(0), right.at(i).orElse(0))))
                .toList());
    }
}
