package io.github.qisaws.metrics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Evaluates an alarm as AWS's user guide describes, "Configuring how CloudWatch alarms treat missing data".
 *
 * @param breaching whether a value is beyond the threshold
 * @param toAlarm number of datapoints that must be breaching, M
 * @param periods number of datapoints that count, N
 * @param missingData {@code treat_missing_data}
 */
record AlarmRule(DoublePredicate breaching, int toAlarm, int periods, String missingData) {
    /** AWS's examples retrieve two datapoints more than they evaluate; the exact number is not published. */
    static final int MORE_DATAPOINTS = 2;

    /** The number of datapoints that CloudWatch retrieves. */
    int range() {
        return periods + MORE_DATAPOINTS;
    }

    /**
     * The next state.
     *
     * @param retrieved the evaluation range, oldest point first
     */
    AlarmState evaluate(Series retrieved, AlarmState current) {
        List<Double> real = retrieved.values().boxed().toList();
        if (real.size() >= periods) {
            List<Double> latest = real.subList(real.size() - periods, real.size());
            return state(breaching(latest) >= toAlarm);
        }
        int filled = periods - real.size();
        return switch (missingData) {
            case "breaching" -> state(breaching(real) + filled >= toAlarm);
            case "notBreaching" -> state(breaching(real) >= toAlarm);
            case "ignore" -> undecided(real) ? current : state(breaching(real) >= toAlarm);
            default -> asMissing(retrieved, real);
        };
    }

    private static AlarmState state(boolean alarm) {
        return alarm ? AlarmState.ALARM : AlarmState.OK;
    }

    private long breaching(List<Double> values) {
        return values.stream().filter(breaching::test).count();
    }

    /** Too few breaching datapoints for an alarm, and none within the threshold. */
    private boolean undecided(List<Double> real) {
        return breaching(real) < toAlarm && breaching(real) == real.size();
    }

    /** If the oldest breaching datapoint is M periods old, and none since is within the threshold, it is an alarm. */
    private AlarmState asMissing(Series retrieved, List<Double> real) {
        if (!undecided(real)) {
            return state(breaching(real) >= toAlarm);
        }
        int oldest = IntStream.range(0, retrieved.size())
                .filter(i -> retrieved.at(i).isPresent())
                .findFirst()
                .orElse(retrieved.size());
        return retrieved.size() - oldest >= toAlarm && !real.isEmpty()
                ? AlarmState.ALARM
                : AlarmState.INSUFFICIENT_DATA;
    }

    /** The states while points arrive one after another, from a start without data. */
    AlarmState run(Series points, AlarmState start) {
        AlarmState state = start;
        for (int end = 1; end <= points.size(); end++) {
            state = evaluate(window(points, end), state);
        }
        return state;
    }

    private Series window(Series points, int end) {
        return new Series(IntStream.range(end - range(), end)
                .mapToObj(i -> i < 0 ? OptionalDouble.empty() : points.at(i))
                .toList());
    }
}
