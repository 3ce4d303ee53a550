package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.ParallelRuns.Ended;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelRunsTest {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @Test
    void asManyRunAtOnceAsAreAllowedAndNoMore() {
        CyclicBarrier pair = new CyclicBarrier(2);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        var ended = new ParallelRuns(2, said::add, () -> false)
                .run(List.of("a", "b", "c", "d"), (name, log, effects) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    meet(pair);
                    now.decrementAndGet();
                    return name;
                });
        assertThat(most).hasValue(2);
        assertThat(ended).extracting(Ended::environment).containsExactly("a", "b", "c", "d");
    }

    @Test
    void oneThatFailsIsToldAndTheOthersGoOn() {
        var ended = new ParallelRuns(1, said::add, () -> false)
                .run(List.of("bad", "worse", "good"), (name, log, effects) -> {
                    if (name.equals("bad")) {
                        throw new Problem(ExitCode.LOCKED, "held", "by Ann", "wait").asException();
                    }
                    if (name.equals("worse")) {
                        throw new IllegalStateException("x");
                    }
                    log.say("one\ntwo");
                    return name;
                });
        assertThat(ended.get(0).problem())
                .hasValueSatisfying(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.LOCKED));
        assertThat(ended.get(1).problem())
                .hasValueSatisfying(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.BUG));
        assertThat(ended.get(2).result()).contains("good");
        assertThat(said)
                .contains("bad   | started", "good  | started")
                .contains("bad   | error: held", "bad   |   why: by Ann", "good  | one", "good  | two");
    }

    @Test
    void afterAnInterruptTheRestIsNotBegun() {
        AtomicBoolean interrupted = new AtomicBoolean();
        var ended = new ParallelRuns(1, said::add, interrupted::get).run(List.of("a", "b"), (name, log, effects) -> {
            interrupted.set(true);
            return name;
        });
        assertThat(ended.get(0).result()).contains("a");
        assertThat(ended.get(1).problem())
                .hasValueSatisfying(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
    }

    @Test
    void theTimeOfEachEnvironmentIsItsOwn() {
        var ended = new ParallelRuns(1, said::add, () -> false).run(List.of("slow", "fast"), (name, log, effects) -> {
            if (name.equals("slow")) {
                pause(Duration.ofMillis(60));
            }
            return name;
        });
        assertThat(ended.get(0).took()).isBetween(Duration.ofMillis(60), Duration.ofMinutes(1));
        assertThat(ended.get(1).took()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void noThreadIsLeftThatWouldKeepQisAwsRunning() {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        new ParallelRuns(2, said::add, () -> false)
                .run(List.of("a", "b"), (name, log, effects) -> threads.add(Thread.currentThread()));
        assertThat(threads).hasSize(2).allSatisfy(thread -> {
            thread.join(Duration.ofSeconds(20).toMillis());
            assertThat(thread.isAlive()).isFalse();
        });
    }

    @Test
    void memoryAndProcessorsBoundHowManyRun() {
        assertThat(new MemoryBudget(100_000, 4).parallel()).isEqualTo(4);
        assertThat(new MemoryBudget(512 + 2 * MemoryBudget.EACH, 16).parallel()).isEqualTo(2);
        assertThat(new MemoryBudget(512 + 2 * MemoryBudget.EACH - 1, 16).parallel())
                .isEqualTo(1);
        assertThat(new MemoryBudget(100, 16).parallel()).isEqualTo(1);
        assertThat(new MemoryBudget(100_000, 4).limit(4)).isEqualTo("1500MiB");
        assertThat(new MemoryBudget(2912, 4).limit(2)).isEqualTo("800MiB");
    }

    @Test
    void aPersonsOwnLimitStays() {
        Tools tools = Tools.of(null, Map.of("GOMEMLIMIT", "1GiB"));
        assertThat(new MemoryBudget(2912, 4).share(tools, 2).variables()).containsEntry("GOMEMLIMIT", "1GiB");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void meet(CyclicBarrier pair) {
        try {
            pair.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the other one did not run at the same time", e);
        }
    }
}
