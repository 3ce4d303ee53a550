package io.github.qisaws.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By AWS's user guide of CloudWatch, page "Configuring how CloudWatch alarms treat missing data". As there, 0 is a
 * datapoint within the threshold, X one beyond it, and - a missing one.
 */
@DisplayName("The state of an alarm")
class AlarmRuleTest {
    private static final List<String> TREATMENTS = List.of("missing", "ignore", "breaching", "notBreaching");

    /** The table for 3 of 3 datapoints: MISSING, IGNORE, BREACHING, NOT BREACHING. */
    @ParameterizedTest
    @CsvSource({
        "0 - X - X, OK, OK, OK, OK",
        "0 - - - -, OK, OK, OK, OK",
        "- - - - -, INSUFFICIENT_DATA, RETAIN, ALARM, OK",
        "0 X X - X, ALARM, ALARM, ALARM, ALARM",
        "- - X - -, ALARM, RETAIN, ALARM, OK"
    })
    void isWhatTheFirstTableSays(String points, String missing, String ignore, String breaching, String notBreaching) {
        verify(3, points, List.of(missing, ignore, breaching, notBreaching));
    }

    /** The table for 2 of 3 datapoints. */
    @ParameterizedTest
    @CsvSource({
        "0 - X - X, ALARM, ALARM, ALARM, ALARM",
        "0 0 X 0 X, ALARM, ALARM, ALARM, ALARM",
        "0 - X - -, OK, OK, ALARM, OK",
        "- - - - 0, OK, OK, ALARM, OK",
        "- - - X -, ALARM, RETAIN, ALARM, OK"
    })
    void isWhatTheSecondTableSays(String points, String missing, String ignore, String breaching, String notBreaching) {
        verify(2, points, List.of(missing, ignore, breaching, notBreaching));
    }

    /** "Avoiding premature transitions to alarm state", with 3 of 3 datapoints. */
    @ParameterizedTest
    @CsvSource({"- - - - X, false", "- - - X -, false", "- - X - -, true", "- - - X 0, false", "- - X - 0, false"})
    void isNoAlarmTooEarly(String points, boolean alarm) {
        assertThat(state(3, "missing", points, AlarmState.OK) == AlarmState.ALARM)
                .isEqualTo(alarm);
    }

    /** The example with the figure in "Evaluating an alarm": threshold 3, 3 of 3 datapoints. */
    @Test
    void followsTheFigure() {
        AlarmRule rule = new AlarmRule(value -> value > 3, 3, 3, "missing");
        assertThat(rule.run(Series.of("2 2 4 5"), AlarmState.OK)).isEqualTo(AlarmState.OK);
        assertThat(rule.run(Series.of("2 2 4 5 4"), AlarmState.OK)).isEqualTo(AlarmState.ALARM);
        assertThat(rule.run(Series.of("2 2 4 5 4 2"), AlarmState.OK)).isEqualTo(AlarmState.OK);
        assertThat(rule.run(Series.of("2 2 4 5 4 2 2 2 4"), AlarmState.OK)).isEqualTo(AlarmState.OK);
    }

    private static void verify(int toAlarm, String points, List<String> states) {
        for (AlarmState current : AlarmState.values()) {
            for (int i = 0; i < TREATMENTS.size(); i++) {
                String expected = states.get(i).equals("RETAIN") ? current.name() : states.get(i);
                assertThat(state(toAlarm, TREATMENTS.get(i), points, current))
                        .as("%s, %s, now %s", points, TREATMENTS.get(i), current)
                        .hasToString(expected);
            }
        }
    }

    private static AlarmState state(int toAlarm, String treatment, String points, AlarmState current) {
        return new AlarmRule(value -> value > 0, toAlarm, 3, treatment)
                .evaluate(Series.of(points.replace('X', '1')), current);
    }
}
