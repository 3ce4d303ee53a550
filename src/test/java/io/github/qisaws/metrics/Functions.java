package io.github.qisaws.metrics;

import io.github.qisaws.metrics.Value.Array;
import io.github.qisaws.metrics.Value.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The functions IF, FIRST, LAST, and those that reduce values; FILL has a class of its own. */
final class Functions {
    private Functions() {}

    /**
     * IF: a missing condition or a missing third argument drops the point; a missing second argument counts as 0.
     *
     * @param otherwise empty if there is no third argument
     */
    static Series choose(Value condition, Value then, Optional<Value> otherwise) {
        if (condition instanceof Scalar && then instanceof Scalar) {
            throw new NotDocumented("IF with a scalar condition and a scalar");
        }
        int size = condition instanceof Series series ? series.size() : ((Series) then).size();
        Series conditions = series(condition, size);
        Series chosen = series(then, size);
        Series rest = otherwise.map(value -> series(value, size)).orElse(Series.constant(OptionalDouble.empty(), size));
        return new Series(IntStream.range(0, size)
                .mapToObj(i -> conditions.at(i).isEmpty()
                        ? OptionalDouble.empty()
                        : conditions.at(i).getAsDouble() != 0
                                ? OptionalDouble.of(chosen.at(i).orElse(0))
                                : rest.at(i))
                .toList());
    }

    static Series series(Value value, int size) {
        return value instanceof Series series
                ? series
                : Series.constant(OptionalDouble.of(((Scalar) value).number()), size);
    }

    /** SUM, AVG, MIN, MAX: of a series a scalar over its points, of an array a series. */
    static Value reduce(String name, Value value) {
        if (value instanceof Series series) {
            return new Scalar(reduce(name, series.values()).orElse(0));
        }
        List<Series> all = ((Array) value).series();
        return new Series(IntStream.range(0, all.get(0).size())
                .mapToObj(i -> reduceAt(name, all, i))
                .toList());
    }

    /** Only for AVG, AWS says that missing values count as 0; the others leave them out here. */
    private static OptionalDouble reduceAt(String name, List<Series> all, int i) {
        if (all.stream().allMatch(series -> series.at(i).isEmpty())) {
            return OptionalDouble.empty();
        }
        return name.equals("AVG")
                ? reduce(name, all.stream().mapToDouble(series -> series.at(i).orElse(0)))
                : reduce(name, all.stream().flatMapToDouble(series -> series.at(i).stream()));
    }

    private static OptionalDouble reduce(String name, DoubleStream values) {
        Function<DoubleStream, OptionalDouble> function =
                switch (name) {
                    case "SUM" -> all -> OptionalDouble.of(all.sum());
                    case "AVG" -> DoubleStream::average;
                    case "MIN" -> DoubleStream::min;
                    default -> DoubleStream::max;
                };
        return function.apply(values);
    }

    static Series end(boolean first, Value value) {
        List<Series> all = ((Array) value).series();
        return all.get(first ? 0 : all.size() - 1);
    }
}
