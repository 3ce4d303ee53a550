package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Boot;
import io.github.qisaws.process.ThisProcess;
import io.github.qisaws.terraform.LockHolder;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.workspace.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleLockTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void theLockOfADeadRunIsExplainedAndAskedFor() {
        assertThat(exitCode(lock(Optional.empty()), held("root@" + ThisProcess.host(), Instant.now())))
                .isEqualTo(ExitCode.DECLINED);
        assertThat(said)
                .anyMatch(line -> line.contains("root@" + ThisProcess.host()) && line.contains("no longer runs"));
    }

    @Test
    void anotherMachinesLockAndALaterOneAreNotTouched() {
        StaleLock lock = lock(Optional.empty());
        assertThat(exitCode(lock, held("root@elsewhere", Instant.now()))).isEqualTo(ExitCode.LOCKED);
        assertThat(exitCode(
                        lock, held("root@" + ThisProcess.host(), Instant.now().plus(LONG))))
                .isEqualTo(ExitCode.LOCKED);
        assertThat(exitCode(
                        lock, held("root@" + ThisProcess.host(), Instant.now().minus(LONG))))
                .isEqualTo(ExitCode.LOCKED);
        assertThat(said).isEmpty();
    }

    @Test
    void onlyTheLockOfAnApplyIsThatOfARun() {
        Outcome planning = held("root@" + ThisProcess.host(), Instant.now(), "OperationTypePlan");
        assertThat(exitCode(lock(Optional.empty()), planning)).isEqualTo(ExitCode.LOCKED);
        assertThat(exitCode(lock(Optional.of("lock-1")), planning)).isEqualTo(ExitCode.DECLINED);
    }

    @Test
    void aLockAfterTheLastWordOfTheRunIsSomebodyElses() {
        Instant later = Instant.now().plusSeconds(60);
        assertThat(exitCode(lock(Optional.empty()), held("root@" + ThisProcess.host(), later)))
                .isEqualTo(ExitCode.LOCKED);
    }

    @Test
    void aRunInAnotherContainerOfTheSameHostNameIsNotKnownToBeDead() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/ns/pid")), "no namespaces of processes here");
        StaleLock lock = lock(Optional.empty(), text -> text.replaceFirst("\"pid:\\[\\d+]\"", "\"pid:[7]\""));
        assertThat(exitCode(lock, held("root@" + ThisProcess.host(), Instant.now())))
                .isEqualTo(ExitCode.LOCKED);
    }

    @Test
    void theLockOfARunThatARestartOfTheMachineKilledIsAskedFor() {
        Assumptions.assumeTrue(Boot.id().isPresent(), "no id of the boot here");
        Instant before = Boot.time().orElseThrow().minus(LONG);
        Outcome locked = held("root@" + ThisProcess.host(), before.plusSeconds(5));
        StaleLock restarted =
                lock(Optional.empty(), text -> text.replace(Boot.id().orElseThrow(), "7")
                        .replaceFirst("\"at\":\"[^\"]+\"", "\"at\":\"" + before + "\""));
        assertThat(exitCode(restarted, locked)).isEqualTo(ExitCode.DECLINED);
        assertThat(exitCode(restarted, held("root@elsewhere", before.plusSeconds(5))))
                .isEqualTo(ExitCode.LOCKED);
    }

    @Test
    void aRunOnAnotherMachineOfTheSameHostNameIsNotKnownToBeDead() {
        Assumptions.assumeTrue(Boot.id().isPresent(), "no id of the boot here");
        StaleLock lock = lock(Optional.empty(), text -> text.replace(Boot.id().orElseThrow(), "7"));
        assertThat(exitCode(lock, held("root@" + ThisProcess.host(), Instant.now())))
                .isEqualTo(ExitCode.LOCKED);
    }

    @Test
    void aPersonMayNameALockAsDead() {
        assertThat(exitCode(lock(Optional.of("lock-1")), held("root@elsewhere", Instant.now())))
                .isEqualTo(ExitCode.DECLINED);
        assertThat(exitCode(lock(Optional.of("lock-2")), held("root@elsewhere", Instant.now())))
                .isEqualTo(ExitCode.LOCKED);
    }

    @Test
    void theTimeInALockIsReadAsGoPrintsIt() {
        assertThat(StaleLock.created("2026-01-02 03:04:05.678901 +0000 UTC"))
                .contains(Instant.parse("2026-01-02T03:04:05.678901Z"));
        assertThat(StaleLock.created("2026-01-02 03:04:05.5 +0200 CEST m=+0.123"))
                .contains(Instant.parse("2026-01-02T01:04:05.500Z"));
        assertThat(StaleLock.created("yesterday")).isEmpty();
    }

    /** Whoever is asked declines, so that no engine is needed. */
    private StaleLock lock(Optional<String> given) {
        return lock(given, text -> text);
    }

    private StaleLock lock(Optional<String> given, UnaryOperator<String> journal) {
        Path file = folder.resolve("journal.jsonl");
        Journal.begin(file, "NORMAL", "plan").close();
        Folders.write(file, journal.apply(Folders.read(file)));
        return new StaleLock(
                null,
                Run.readAll(file),
                given,
                question -> {
                    throw new Problem(ExitCode.DECLINED, "declined", question, "").asException();
                },
                said::add);
    }

    private static ExitCode exitCode(StaleLock lock, Outcome locked) {
        List<ExitCode> codes = new ArrayList<>();
        assertThatThrownBy(() -> lock.released(() -> locked))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> codes.add(e.problem().exitCode()));
        return codes.get(0);
    }

    private static Outcome held(String who, Instant created) {
        return held(who, created, "OperationTypeApply");
    }

    private static Outcome held(String who, Instant created, String operation) {
        String time = created.toString().replace("T", " ").replace("Z", " +0000 UTC");
        return new Outcome.Locked(
                new LockHolder("lock-1", "state/a", operation, who, time),
                new Problem(ExitCode.LOCKED, "locked", "", ""),
                List.of());
    }
}
