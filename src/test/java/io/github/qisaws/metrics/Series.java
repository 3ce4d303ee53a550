package io.github.qisaws.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A time series of one period, oldest point first; all series of an evaluation have the same number of points.
 *
 * @param points an empty one is missing
 */
record Series(List<OptionalDouble> points) implements Value {
    Series {
        points = List.copyOf(points);
    }

    /** Points as AWS writes them, with a dash for a missing one: {@code 30 - 0}. */
    static Series of(String points) {
        return new Series(Arrays.stream(points.strip().split("[ ,]+", -1))
                .map(point -> point.equals("-") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(point)))
                .toList());
    }

    /** The same value, or none, at each point. */
    static Series constant(OptionalDouble value, int size) {
        return new Series(IntStream.range(0, size).mapToObj(i -> value).toList());
    }

    int size() {
        return points.size();
    }

    OptionalDouble at(int i) {
        return points.get(i);
    }

    DoubleStream values() {
        return points.stream().filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble);
    }

    Series map(DoubleUnaryOperator operation) {
        return new Series(points.stream()
                .map(point -> point.isPresent()
                        ? number(operation.applyAsDouble(point.getAsDouble()))
                        : OptionalDouble.empty())
                .toList());
    }

    /** AWS drops a point at which an operation divides by zero. */
    static OptionalDouble number(double result) {
        return Double.isFinite(result) ? OptionalDouble.of(result) : OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return points.stream()
                .map(point -> point.isPresent() ? plain(point.getAsDouble()) : "-")
                .collect(Collectors.joining(" "));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
