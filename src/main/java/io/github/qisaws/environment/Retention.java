package io.github.qisaws.environment;

import java.util.List;
import java.util.stream.Stream;

/** Retention periods that CloudWatch Logs supports, in days. */
public final class Retention {
    public static final List<Integer> DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /** The same numbers, and 0 for no logs. */
    static final List<Integer> NONE_OR_DAYS =
            Stream.concat(Stream.of(0), DAYS.stream()).toList();

    private Retention() {}
}
