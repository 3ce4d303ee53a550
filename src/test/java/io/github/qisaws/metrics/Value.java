package io.github.qisaws.metrics;

import java.util.List;

/** A value of CloudWatch metric math: S, TS, or TS[] in the words of AWS's user guide. */
sealed interface Value permits Value.Scalar, Series, Value.Array {
    /** A number. */
    record Scalar(double number) implements Value {}

    /** An array of time series. */
    record Array(List<Series> series) implements Value {
        public Array {
            series = List.copyOf(series);
        }
    }
}
