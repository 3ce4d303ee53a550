package io.github.qisaws.pipeline;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Failure;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.workspace.ProgressLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Does the same with several environments, some at a time; one that fails does not stop the others. */
public final class ParallelRuns {
    private final int parallel;
    private final ProgressLog log;
    private final BooleanSupplier interrupted;

    /**
     * So many at a time.
     *
     * @param interrupted whether the person wants it all to end: what runs is ended elsewhere, the rest is not begun
     */
    public ParallelRuns(int parallel, ProgressLog log, BooleanSupplier interrupted) {
        this.parallel = parallel;
        this.log = log;
        this.interrupted = interrupted;
    }

    /**
     * What is done with one environment; everything it says goes through its own talk, and what it changes into its own
     * effects.
     */
    public interface Work<T> {
        T on(String environment, ProgressLog log, Effects effects);
    }

    /**
     * How it ended with one environment: either a result or a problem.
     */
    public record Ended<T>(String environment, Optional<T> result, Optional<Problem> problem, Duration took) {}

    /** Does it with all, and answers in the order of the names. */
    public <T> List<Ended<T>> run(List<String> environments, Work<T> work) {
        int width = environments.stream().mapToInt(String::length).max().orElse(0);
        ExecutorService pool = Executors.newFixedThreadPool(parallel);
        try {
            List<Future<Ended<T>>> running = new ArrayList<>();
            for (String name : environments) {
                ProgressLog own = line ->
                        line.lines().forEach(each -> log.say(name + " ".repeat(width - name.length()) + " | " + each));
                running.add(pool.submit(() -> one(name, own, work)));
            }
            return running.stream().map(ParallelRuns::await).toList();
        } finally {
            pool.shutdown();
        }
    }

    private <T> Ended<T> one(String name, ProgressLog own, Work<T> work) {
        long started = System.nanoTime();
        if (interrupted.getAsBoolean()) {
            return failed(
                    name, new Problem(ExitCode.INTERRUPTED, "not begun: interrupted", "", "run it again."), started);
        }
        Effects effects = new Effects();
        try {
            own.say("begins");
            T result = work.on(name, own, effects);
            return new Ended<>(name, Optional.of(result), Optional.empty(), since(started));
        } catch (ProblemException e) {
            return failed(name, tell(own, e.problem(), effects), started);
        } catch (RuntimeException e) {
            return failed(name, tell(own, bug(e), effects), started);
        }
    }

    private static Problem tell(ProgressLog own, Problem problem, Effects effects) {
        Failure.lines(problem, effects).forEach(own::say);
        return problem;
    }

    private static Problem bug(RuntimeException e) {
        return new Problem(
                ExitCode.BUG,
                "qis-aws met something that it was not made for",
                e.getClass().getSimpleName() + ": " + e.getMessage(),
                "run it on this environment alone with --debug and report what it prints.");
    }

    private static <T> Ended<T> failed(String name, Problem problem, long started) {
        return new Ended<>(name, Optional.empty(), Optional.of(problem), since(started));
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static <T> Ended<T> await(Future<Ended<T>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while environments are worked on", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
