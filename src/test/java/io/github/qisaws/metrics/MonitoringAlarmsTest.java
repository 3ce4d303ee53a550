package io.github.qisaws.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alarm of the modules monitoring and outside, with the default thresholds, by figures and by silence. */
@DisplayName("Each alarm")
class MonitoringAlarmsTest {
    private static final SortedMap<String, ModuleAlarm> ALARMS = alarms();

    /** Name; figures just bad enough; figures just good enough; state after silence. */
    private static final List<String> ROWS = List.of(
            "backup_aborted | 1 | 0 | OK",
            "backup_expired | 1 | 0 | OK",
            "backup_failed | 1 | 0 | OK",
            "balancer_errors | 11 | 10 | OK",
            "cache_evictions | 1001 | 1000 | ALARM",
            "cache_hit_rate | hits=899 misses=102 | hits=901 misses=100 | OK",
            "certificate_expiry | 29 | 30 | ALARM",
            "cloudfront_certificate_expiry | 29 | 30 | ALARM",
            "cloudfront_errors | 5.1 | 5 | OK",
            "container_host_status | 1 | 0 | ALARM",
            "data_server_disk | 86 | 85 | ALARM",
            "data_server_memory | 96 | 95 | OK",
            "data_server_status | 1 | 0 | ALARM",
            "database_connections | 241 | 240 | OK",
            "database_cpu | 91 | 90 | OK",
            "database_storage | 5368709119 | 5368709120 | ALARM",
            "errors | 11 | 10 | OK",
            "full_time_group_status | 1 | 0 | ALARM",
            "full_time_server_status | 1 | 0 | ALARM",
            "group_cpu | 91 | 90 | OK",
            "group_memory | 91 | 90 | OK",
            "healthy_hosts | 0 | 1 | ALARM",
            "image_store_io | 96 | 95 | OK",
            "latency | 5.1 | 5 | OK",
            "restore_failed | 1 | 0 | OK",
            "site | 0 | 1 | ALARM",
            "unhealthy_hosts | 1 | 0 | OK");

    private static SortedMap<String, ModuleAlarm> alarms() {
        SortedMap<String, ModuleAlarm> alarms = ModuleAlarm.of("monitoring", Map.of());
        alarms.putAll(ModuleAlarm.of("outside", Map.of()));
        return alarms;
    }

    /** A row of the table, with figures by metric; null stands for no figure. */
    private record Row(String name, Map<String, String> bad, Map<String, String> good, AlarmState silence) {
        static Row of(String text) {
            String[] cells = text.split(" \\| ", -1);
            return new Row(cells[0], figures(cells[1]), figures(cells[2]), AlarmState.valueOf(cells[3]));
        }

        private static Map<String, String> figures(String cell) {
            return Arrays.stream(cell.split(" ", -1))
                    .map(figure ->
                            figure.contains("=") ? figure.split("=", -1) : new String[] {ModuleAlarm.ONLY, figure})
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a, LinkedHashMap::new));
        }

        private Map<String, String> none() {
            return bad.keySet().stream().collect(Collectors.toMap(id -> id, id -> "-"));
        }

        ModuleAlarm alarm() {
            return ALARMS.get(name);
        }

        /** The state after a number of figures of each kind, one after another. */
        AlarmState after(Object... figuresAndTimes) {
            return alarm().after(new Metrics(
                    bad.keySet().stream().collect(Collectors.toMap(id -> id, id -> series(id, figuresAndTimes)))));
        }

        @SuppressWarnings("unchecked")
        private static Series series(String id, Object... figuresAndTimes) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < figuresAndTimes.length; i += 2) {
                String figure = ((Map<String, String>) figuresAndTimes[i]).get(id);
                Collections.nCopies((Integer) figuresAndTimes[i + 1], figure)
                        .forEach(one -> points.append(one).append(' '));
            }
            return Series.of(points.toString());
        }
    }

    static Stream<Row> rows() {
        return ROWS.stream().map(Row::of);
    }

    @Test
    void hasOneRow() {
        assertThat(rows().map(Row::name)).containsExactlyElementsOf(ALARMS.keySet());
    }

    /** A module with alarms needs a test of them. */
    @Test
    void isInAModuleWhoseAlarmsAreTested() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of("modules"))) {
            assertThat(modules.filter(Files::isDirectory)
                            .map(module -> module.getFileName().toString())
                            .filter(module -> !ModuleAlarm.of(module, Map.of()).isEmpty()))
                    .containsExactlyInAnyOrder("monitoring", "outside", "web-tier");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void goesToAlarmByTheLastOfItsBadFiguresAndBack(Row row) {
        int toAlarm = row.alarm().rule().toAlarm();
        int enough = row.alarm().rule().range();
        assertThat(row.after(row.good(), enough)).isEqualTo(AlarmState.OK);
        assertThat(row.after(row.good(), enough, row.bad(), toAlarm - 1)).isEqualTo(AlarmState.OK);
        assertThat(row.after(row.good(), enough, row.bad(), toAlarm)).isEqualTo(AlarmState.ALARM);
        assertThat(row.after(row.good(), enough, row.bad(), toAlarm, row.good(), enough))
                .isEqualTo(AlarmState.OK);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void goesByItsClassAfterSilence(Row row) {
        int enough = row.alarm().rule().range();
        assertThat(row.after(row.none(), enough)).isEqualTo(row.silence());
        assertThat(row.after(row.good(), enough, row.none(), enough)).isEqualTo(row.silence());
        assertThat(row.after(row.good(), enough, row.none(), enough, row.good(), enough))
                .isEqualTo(AlarmState.OK);
    }

    /** An alarm must not change for each figure that comes a little late. */
    @ParameterizedTest
    @MethodSource("rows")
    void staysOkWhileFiguresAreLate(Row row) {
        int enough = row.alarm().rule().range();
        assertThat(row.after(row.good(), enough, row.none(), 1)).isEqualTo(AlarmState.OK);
        assertThat(row.after(row.good(), enough, row.none(), 1, row.good(), 1, row.none(), 1, row.good(), 1))
                .isEqualTo(AlarmState.OK);
    }
}
