package io.github.qisaws.metrics;

import io.github.qisaws.metrics.Value.Array;
import io.github.qisaws.metrics.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** FILL in its documented forms: {@code TS, [S | REPEAT | LINEAR]} and {@code TS[], [TS | S | REPEAT | LINEAR]}. */
final class Fill {
    private Fill() {}

    static Value with(Value filled, Value filler) {
        if (filled instanceof Array array) {
            return new Array(
                    array.series().stream().map(one -> fill(one, filler)).toList());
        }
        if (filler instanceof Scalar) {
            return fill((Series) filled, filler);
        }
        throw new NotDocumented("FILL of one time series with another");
    }

    private static Series fill(Series series, Value filler) {
        Series other = Functions.series(filler, series.size());
        return new Series(IntStream.range(0, series.size())
                .mapToObj(i -> series.at(i).isPresent() ? series.at(i) : other.at(i))
                .toList());
    }

    static Value repeat(Value filled) {
        return each(filled, Fill::repeated);
    }

    static Value linear(Value filled) {
        return each(filled, Fill::interpolated);
    }

    private static Value each(Value filled, UnaryOperator<Series> filling) {
        return filled instanceof Array array
                ? new Array(array.series().stream().map(filling).toList())
                : filling.apply((Series) filled);
    }

    /** The most recent value before the gap; a gap at the beginning stays. */
    private static Series repeated(Series series) {
        List<OptionalDouble> points = new ArrayList<>();
        OptionalDouble last = OptionalDouble.empty();
        for (OptionalDouble point : series.points()) {
            last = point.isPresent() ? point : last;
            points.add(last);
        }
        return new Series(points);
    }

    /** A line between the values around the gap; a gap at either end stays. */
    private static Series interpolated(Series series) {
        int[] known = IntStream.range(0, series.size())
                .filter(i -> series.at(i).isPresent())
                .toArray();
        List<OptionalDouble> points = new ArrayList<>(series.points());
        for (int k = 1; k < known.length; k++) {
            int from = known[k - 1];
            int to = known[k];
            double start = series.at(from).getAsDouble();
            double step = (series.at(to).getAsDouble() - start) / (to - from);
            for (int i = from + 1; i < to; i++) {
                points.set(i, OptionalDouble.of(start + step * (i - from)));
            }
        }
        return new Series(points);
    }
}
