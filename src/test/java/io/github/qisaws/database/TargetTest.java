package io.github.qisaws.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.aws.ScriptedDatabase;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version that RDS takes a database to, for a major and a full version. */
class TargetTest {
    private final ScriptedDatabase account = new ScriptedDatabase();

    @ParameterizedTest
    @CsvSource({
        "17,    17.6,  17,    17.6",
        "17,    17.5,  17.10, 17.10",
        "17,    '',    17.10, 17.10",
        "17.10, 17.6,  17.10, 17.10",
        "16.11, 17.6,  16.11, 16.11",
        "16,    16.10, 16,    16.10"
    })
    void theVersionIsOneThatTheRunningOneReaches(String wanted, String usual, String written, String version) {
        account.defaults = Map.of(wanted, usual);
        assertThat(target(wanted, "16")).isEqualTo(new Target(written, version));
    }

    @Test
    void aFullVersionInTheFileStaysWhenItRuns() {
        assertThat(target("16", "16.10")).isEqualTo(new Target("16.10", "16.10"));
        assertThat(target("16.10", "16.9")).isEqualTo(new Target("16.10", "16.10"));
    }

    @ParameterizedTest
    @CsvSource({"15", "17.5", "1"})
    void anUnreachableVersionIsRefusedWithTheReachableOnes(String wanted) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> target(wanted, "16"));
        assertThat(refused.problem().exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.problem().what()).contains("PostgreSQL " + wanted);
        assertThat(refused.problem().why()).contains("runs 16.10", "16.11, 17.6, 17.10, 18.1");
    }

    @Test
    void theEndOfTheWayIsNamed() {
        account.targets = List.of();
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> target("17", "16"));
        assertThat(refused.problem().why()).contains("no other version");
    }

    private Target target(String wanted, String inFile) {
        return Target.of(account, account.database.orElseThrow(), wanted, inFile);
    }
}
