package io.github.qisaws.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alarms that change the number of web servers, as module web-tier has them, by the CPU of the servers. */
@DisplayName("Scaling")
class ScalingAlarmsTest {
    private static SortedMap<String, ModuleAlarm> alarms(String policy) {
        return ModuleAlarm.of("web-tier", Map.of("scaling.policy", policy));
    }

    @Test
    void hasTheseAlarms() {
        assertThat(alarms("step")).containsOnlyKeys("in", "out");
    }

    /** CPU of the full-time server, mean CPU of the group, number of its servers; states of the alarms out and in. */
    @ParameterizedTest
    @CsvSource({
        "step, 85, -, 0, ALARM, OK", // The first server of an empty group.
        "step, 85, -, -, ALARM, OK",
        "step, 60, -, 0, OK, OK",
        "step, 40, -, 0, OK, ALARM",
        "step, 90, 10, 2, OK, ALARM", // The mean is 37.
        "step, 100, 75, 2, ALARM, OK", // The mean is 83.
        "step, -, 85, 2, ALARM, OK", // Without a full-time server.
        "step, -, 60, 2, OK, OK",
        "step, -, -, -, OK, OK", // Silence is neither busy nor idle.
        "target-tracking, -, -, -, OK, OK",
        "target-tracking, 85, -, 0, ALARM, OK",
        "target-tracking, 85, 85, 1, OK, OK", // Target tracking itself adds the second.
        "target-tracking, 30, 30, 1, OK, ALARM", // The last server of the group goes.
        "target-tracking, 30, 30, 2, OK, OK",
        "target-tracking, 60, 10, 1, OK, ALARM"
    })
    void followsTheLoad(String policy, String full, String fleet, String n, AlarmState out, AlarmState in) {
        assertThat(state(policy, "out", full, fleet, n)).as("out").isEqualTo(out);
        assertThat(state(policy, "in", full, fleet, n)).as("in").isEqualTo(in);
    }

    private static AlarmState state(String policy, String name, String full, String fleet, String n) {
        ModuleAlarm alarm = alarms(policy).get(name);
        int enough = alarm.rule().range();
        Map<String, Series> metrics = new LinkedHashMap<>();
        metrics.put("full", constant(full, enough));
        metrics.put("fleet", constant(fleet, enough));
        metrics.put("n", constant(n, enough));
        return alarm.after(new Metrics(metrics));
    }

    private static Series constant(String figure, int size) {
        return Series.of(String.join(" ", Collections.nCopies(size, figure)));
    }
}
