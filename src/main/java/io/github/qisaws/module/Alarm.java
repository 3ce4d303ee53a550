package io.github.qisaws.module;

/**
 * An alarm on one metric.
 *
 * @param watch entry of the input {@code watch} with which the alarm exists
 * @param bad comparison operator and threshold, such as {@code > 10}; the threshold is a Terraform expression
 * @param words what is wrong, for the operator
 */
record Alarm(String name, String watch, Signal signal, Metric metric, String bad, Span span, String words) {
    private static final int MINUTE = 60;
    private static final int FIVE_MINUTES = 300;

    /** What missing data means. Each alarm has to choose, because CloudWatch's default hides a dead resource. */
    enum Signal {
        /** The metric is reported for as long as the resource works, so missing data is a fault. */
        LIVENESS("breaching", ", or there is no data"),
        /** The metric is reported only while something happens, or the resource can be absent. */
        EVENT("notBreaching", "");

        private final String missingData;
        private final String addition;

        Signal(String missingData, String addition) {
            this.missingData = missingData;
            this.addition = addition;
        }

        /** Value of {@code treat_missing_data}. */
        String missingData() {
            return missingData;
        }

        /** The description of an alarm, which for liveness also names silence as a cause. */
        String describe(String words) {
            return words + addition;
        }
    }

    /**
     * A CloudWatch metric.
     *
     * @param statistic of CloudWatch, or a percentile such as p95
     * @param dimensions expression of a map
     */
    record Metric(String namespace, String name, String statistic, int seconds, String dimensions) {
        static Metric of(String namespace, String name, String statistic, String dimensions) {
            return new Metric(namespace, name, statistic, FIVE_MINUTES, dimensions);
        }

        static Metric eachMinute(String namespace, String name, String statistic, String dimensions) {
            return new Metric(namespace, name, statistic, MINUTE, dimensions);
        }
    }

    /**
     * The number of periods that must be bad, and the number of the latest periods among which they are counted. A
     * liveness alarm needs at least two bad periods, so that one datapoint that arrives late does not change its state.
     */
    record Span(int bad, int periods) {
        static Span all(int periods) {
            return new Span(periods, periods);
        }
    }
}
