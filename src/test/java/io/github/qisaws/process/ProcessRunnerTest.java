package io.github.qisaws.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessRunnerTest {
    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));
    private static final int FLOOD = 50 * 1024 * 1024;

    private final Interrupts interrupts = new Interrupts();
    private final ProcessRunner runner = new ProcessRunner(interrupts);

    @TempDir
    Path folder;

    @Test
    void aFloodOnBothStreamsIsDrainedWhole() {
        AtomicLong out = new AtomicLong();
        AtomicLong err = new AtomicLong();
        String flood = "head -c " + FLOOD + " /dev/zero";
        Ended ended = runner.run(shell(flood + " >&2 & " + flood + "; wait")
                .withStreams((bytes, length) -> out.addAndGet(length), (bytes, length) -> err.addAndGet(length)));

        assertThat(ended.succeeded()).isTrue();
        assertThat(out).hasValue(FLOOD);
        assertThat(err).hasValue(FLOOD);
    }

    @Test
    void linesArriveWhileTheChildStillRuns() throws IOException {
        Path seen = folder.resolve("seen");
        Lines lines = new Lines();
        Ended ended = runner.run(shell("echo first; while [ ! -e seen ]; do sleep 0.05; done; printf 'last, ä'")
                .withStreams(
                        Sinks.lines(line -> {
                            lines.accept(line);
                            create(seen);
                        }),
                        Sinks.discard()));

        assertThat(ended.exitCode()).isZero();
        assertThat(lines.all()).containsExactly("first", "last, ä");
    }

    @Test
    void largeInputComesBackUnchanged() {
        byte[] input = new byte[20 * 1024 * 1024];
        Arrays.fill(input, (byte) 'x');
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        runner.run(shell("cat").withInput(StandardInput.given(input)).withStreams(Sinks.to(back), Sinks.discard()));

        assertThat(back.toByteArray()).isEqualTo(input);
    }

    @Test
    void inputThatIsNotReadDoesNotHoldTheChildUp() {
        assertThat(runner.run(shell("exit 3").withInput(StandardInput.given(new byte[FLOOD])))
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void withoutInputTheChildReadsTheEndAtOnce() {
        assertThat(runner.run(shell("cat; exit 7")).exitCode()).isEqualTo(7);
    }

    @Test
    void theEnvironmentIsExactlyTheGivenOne() {
        Lines lines = new Lines();
        runner.run(Command.of(folder, Map.of("PATH", PATH.get("PATH"), "A", "b"), List.of("env"))
                .withStreams(lines.sink(), Sinks.discard()));

        assertThat(lines.all()).containsExactlyInAnyOrder("A=b", "PATH=" + PATH.get("PATH"));
    }

    @Test
    void aDeadlineInterruptsTheChild() {
        // A busy machine may need seconds to hand the signal on.
        Limits limits = new Limits(Optional.of(Duration.ofMillis(300)), Duration.ofSeconds(30));
        Ended ended = runner.run(shell("exec sleep 60").withLimits(limits));

        assertThat(ended.timedOut()).isTrue();
        assertThat(ended.killed()).isFalse();
        assertThat(ended.exitCode()).isEqualTo(130);
        assertThat(ended.took()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(40));
    }

    @Test
    void aChildThatIgnoresTheInterruptIsKilledWithItsGrandchildren() throws IOException {
        Command stubborn = shell("trap '' INT TERM; (trap '' INT TERM; echo $$ >&2; sleep 60 & echo $! > pid; wait) &"
                        + " while :; do sleep 1; done")
                .withLimits(new Limits(Optional.of(Duration.ofMillis(500)), Duration.ofMillis(300)));
        Ended ended = runner.run(stubborn);

        assertThat(ended.killed()).isTrue();
        assertThat(ended.exitCode()).isEqualTo(137);
        assertGone(folder.resolve("pid"));
    }

    @Test
    void aGrandchildThatOutlivesAKilledLeaderIsKilledToo() throws IOException {
        Ended ended = runner.run(shell("(trap '' HUP; sleep 60 & echo $! > pid) ; kill -9 $$"));

        assertThat(ended.exitCode()).isEqualTo(137);
        assertGone(folder.resolve("pid"));
    }

    @Test
    void aGrandchildThatKeepsTheOutputOpenDoesNotHoldUsUp() throws IOException {
        Ended ended = runner.run(shell("sleep 50 & echo $! > pid; exit 4"));

        assertThat(ended.exitCode()).isEqualTo(4);
        assertGone(folder.resolve("pid"));
    }

    @Test
    void aGrandchildThatHoldsNoStreamIsKilledWithItsLeader() throws IOException {
        Ended ended = runner.run(shell("sleep 50 >/dev/null 2>&1 & echo $! > pid; exit 4"));

        assertThat(ended.exitCode()).isEqualTo(4);
        assertGone(folder.resolve("pid"));
    }

    @Test
    void eachWishToStopIsHandedOnOnce() throws IOException {
        Lines lines = new Lines();
        AtomicLong counted = new AtomicLong();
        // It ends a second after two of them, so that a third would be seen.
        Ended ended = runner.run(shell("n=0; i=0; trap 'n=$((n+1)); echo got' INT; echo ready;"
                        + " while [ $n -lt 2 ] && [ $i -lt 250 ]; do sleep 0.1; i=$((i+1)); done; sleep 1; exit 5")
                .withStreams(
                        Sinks.lines(line -> {
                            lines.accept(line);
                            if (line.equals("ready") || (line.equals("got") && counted.incrementAndGet() == 1)) {
                                interrupts.interrupt();
                            }
                        }),
                        Sinks.discard()));

        assertThat(lines.all()).containsExactly("ready", "got", "got");
        assertThat(ended.interrupted()).isTrue();
        assertThat(ended.exitCode()).isEqualTo(5);
    }

    @Test
    void aProgramThatDoesNotExistIsAProblem() {
        assertThatThrownBy(() -> runner.run(Command.of(folder, PATH, List.of("/nowhere/terraform"))))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
                    assertThat(e.problem().what()).isEqualTo("cannot start terraform");
                    assertThat(e.problem().why()).isEqualTo("/nowhere/terraform does not exist.");
                });
        assertThatThrownBy(() -> runner.run(Command.of(folder, PATH, List.of("no-such-program"))))
                .hasMessageContaining("no-such-program is not on the PATH.");
    }

    @Test
    void aFileThatMayNotBeExecutedIsAProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("terraform"), "#!/bin/sh\n");

        assertThatThrownBy(() -> runner.run(Command.of(folder, PATH, List.of(file.toString()))))
                .hasMessageContaining("is not an executable file");
    }

    @Test
    void aSinkThatFailsIsAProblemAfterTheChildHasEnded() {
        assertThatThrownBy(() -> runner.run(shell("head -c 1000000 /dev/zero; touch done")
                        .withStreams(
                                (bytes, length) -> {
                                    throw new IOException("no space left");
                                },
                                Sinks.discard())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no space left");
        assertThat(folder.resolve("done")).exists();
    }

    @Test
    void withoutHelpersForASessionTheDeadlineStillKillsTheTree() throws IOException {
        ProcessRunner plain = new ProcessRunner(interrupts, Group.none());
        Ended ended = plain.run(shell("sleep 60 & echo $! > pid; wait")
                .withLimits(new Limits(Optional.of(Duration.ofMillis(300)), Duration.ofMillis(100))));

        assertThat(ended.killed()).isTrue();
        assertGone(folder.resolve("pid"));
    }

    @Test
    void whatRunsBesideUsIsKilledWhenItIsClosed() throws IOException {
        Running running = runner.start(shell("sleep 60 & echo $! > pid; wait").withInput(StandardInput.lifeline()));
        while (!Files.exists(folder.resolve("pid")) || Files.size(folder.resolve("pid")) == 0) {
            Thread.onSpinWait();
        }
        assertThat(running.isAlive()).isTrue();
        running.close();

        assertGone(folder.resolve("pid"));
    }

    private Command shell(String script) {
        return Command.of(folder, PATH, List.of("sh", "-c", script));
    }

    private static void create(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A killed process may be a zombie for a moment, and in a container without an init process for ever. */
    private static void assertGone(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (ProcessState.of(pid) != ProcessState.GONE && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(ProcessState.of(pid)).isEqualTo(ProcessState.GONE);
    }
}
