package io.github.qisaws.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metrics of a request by their IDs, in their order, with aligned points. */
record Metrics(Map<String, Series> series) {
    Metrics {
        series = new LinkedHashMap<>(series);
        if (series.values().stream().map(Series::size).distinct().count() != 1) {
            throw new IllegalArgumentException("metrics of different lengths: " + series);
        }
    }

    /** Metrics such as {@code m1=30 - 0; m2=1 2 3}. */
    static Metrics of(String text) {
        Map<String, Series> series = new LinkedHashMap<>();
        Arrays.stream(text.split(";", -1))
                .map(metric -> metric.strip().split("=", 2))
                .forEach(metric -> series.put(metric[0], Series.of(metric[1])));
        return new Metrics(series);
    }

    int size() {
        return series.values().iterator().next().size();
    }
}
