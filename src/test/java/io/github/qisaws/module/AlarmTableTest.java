package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.module.Alarm.Signal;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of alarms")
class AlarmTableTest {
    /** An Auto Scaling group can be empty, a file system unused, and AWS Backup reports only what is not zero. */
    private static final Set<String> CAN_BE_SILENT = Set.of("web-group", "image-store", "backup", "restore-test");

    private static Set<String> watched(Predicate<Alarm> alarms) {
        return AlarmTable.rows().stream()
                .filter(alarms)
                .map(Alarm::watch)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void reportsTheSilenceOfEachComponentThatIsNeverSilent() {
        Set<String> expected = watched(alarm -> true);
        expected.removeAll(CAN_BE_SILENT);
        assertThat(watched(alarm -> alarm.signal() == Signal.LIVENESS)).isEqualTo(expected);
    }

    @Test
    void givesNoAlarmForOneDatapointThatIsLate() {
        assertThat(AlarmTable.rows())
                .filteredOn(alarm -> alarm.signal() == Signal.LIVENESS)
                .isNotEmpty()
                .allSatisfy(
                        alarm -> assertThat(alarm.span().bad()).as(alarm.name()).isGreaterThan(1));
    }

    @Test
    void countsNoMoreBadPeriodsThanThereAre() {
        assertThat(AlarmTable.rows())
                .allSatisfy(alarm -> assertThat(alarm.span().bad())
                        .as(alarm.name())
                        .isBetween(1, alarm.span().periods()));
    }
}
