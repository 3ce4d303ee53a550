package io.github.qisaws.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the examples and the text of AWS's user guide of CloudWatch, page "Using metric math". */
@DisplayName("Metric math")
class MetricMathTest {
    private static final String LOGICAL = "metric1=30 20 0 0; metric2=20 - 20 -";

    /** The table in "Comparison and logical operators". */
    @ParameterizedTest
    @CsvSource({"(metric1 < metric2), 0 0 1 0", "(metric1 >= 30), 1 0 0 0", "(metric1 > 15 AND metric2 > 15), 1 0 0 0"})
    void comparesAndCombinesAsTheTableSays(String expression, String result) {
        assertThat(MetricMath.alarmSeries(expression, Metrics.of(LOGICAL))).hasToString(result);
    }

    /** The three tables in "Using IF expressions". */
    @ParameterizedTest
    @CsvSource({
        "'IF(metric1, metric2, metric3)', 30 0 20 - -",
        "'IF(metric1, 5, metric3)', 5 5 20 - -",
        "'IF(metric1, metric2, 5)', 30 0 5 5 -"
    })
    void choosesAsTheTablesSay(String expression, String result) {
        Metrics metrics = Metrics.of("metric1=1 1 0 0 -; metric2=30 - 0 0 30; metric3=0 0 20 - 20");
        assertThat(MetricMath.alarmSeries(expression, metrics)).hasToString(result);
    }

    /** "Use case examples for IF expressions". */
    @ParameterizedTest
    @CsvSource({
        "'IF(metric1<400, metric1)', 300 - 100",
        "'IF(metric1<400, 10, 2)', 10 2 10",
        "'IF(metric1>latency, 1, 0)', 0 1 0"
    })
    void filtersAsTheUseCasesSay(String expression, String result) {
        Metrics metrics = Metrics.of("metric1=300 500 100; latency=400 400 400");
        assertThat(MetricMath.alarmSeries(expression, metrics)).hasToString(result);
    }

    /** The forms in the row of FILL in "Functions supported for metric math". */
    @ParameterizedTest
    @CsvSource({
        "'FILL(m1,10)', 10 2 10 4 10",
        "'FILL(m1, MIN(m1))', 2 2 2 4 2",
        "'FILL(m1, REPEAT)', - 2 2 4 4",
        "'FILL(m1, LINEAR)', - 2 3 4 -",
        "'SUM(FILL(METRICS(), 0))', 1 4 0 9 5",
        "'FIRST(FILL(METRICS(), m2))', 1 2 - 4 5",
        "'LAST(FILL(METRICS(), LINEAR))', 1 2 3.5 5 5"
    })
    void fillsInEachDocumentedForm(String expression, String result) {
        assertThat(MetricMath.alarmSeries(expression, Metrics.of("m1=- 2 - 4 -; m2=1 2 - 5 5")))
                .hasToString(result);
    }

    @Test
    void refusesAFormThatIsNotDocumented() {
        assertThatThrownBy(() -> MetricMath.evaluate("FILL(m1, m2)", Metrics.of("m1=1; m2=2")))
                .isInstanceOf(NotDocumented.class)
                .hasMessageContaining("FILL of one time series with another");
        assertThatThrownBy(() -> MetricMath.evaluate("IF(1 > 0, 2, 3)", Metrics.of("m1=1")))
                .isInstanceOf(NotDocumented.class);
        assertThatThrownBy(() -> MetricMath.evaluate("RATE(m1)", Metrics.of("m1=1")))
                .hasMessage("no function RATE");
    }

    /** "Basic arithmetic functions": missing values count as 0, and a division by zero drops the point. */
    @ParameterizedTest
    @CsvSource({
        "5 * m1, 5 - 10",
        "m1 - m2, -1 4 -2",
        "'SUM(100/[m1, m2])', 150 -25 75",
        "METRICS()*100/m2, ",
        "-m1, -1 - -2",
        "m1 / (m1 - 1), - - 2",
        "'AVG([m1, m2])', 1.5 -2 3",
        "'MAX([m1, m2]) - MIN([m1, m2])', 1 0 2",
        "'SUM(METRICS(\"m1\"))', 1 - 2",
        "2 + 3 * m1, 5 - 8",
        "(2 + 3) * m1, 5 - 10"
    })
    void calculates(String expression, String result) {
        Metrics metrics = Metrics.of("m1=1 - 2; m2=2 -4 4");
        if (result == null) {
            assertThatThrownBy(() -> MetricMath.alarmSeries(expression, metrics))
                    .hasMessageContaining("an alarm needs one time series");
        } else {
            assertThat(MetricMath.alarmSeries(expression, metrics)).hasToString(result);
        }
    }

    /** "A scalar can't be the final expression result." */
    @Test
    void ofOneSeriesAReductionIsAScalar() {
        Metrics metrics = Metrics.of("m1=1 - 3");
        assertThat(MetricMath.evaluate("AVG(m1)", metrics)).isEqualTo(new Value.Scalar(2));
        assertThat(MetricMath.alarmSeries("m1-AVG(m1)", metrics)).hasToString("-1 - 1");
    }
}
