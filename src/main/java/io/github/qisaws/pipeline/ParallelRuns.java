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

/** Runs an operation on several environments in parallel. A failure in one environment does not stop the others. */
public final class ParallelRuns {
    private final int parallel;
    private final ProgressLog log;
    private final BooleanSupplier interrupted;

    /**
     * A limit for parallel runs.
     *
     * @param parallel how many environments at a time
     * @param interrupted whether the user pressed Ctrl-C; environments that were not started are then skipped
     */
    public ParallelRuns(int parallel, ProgressLog log, BooleanSupplier interrupted) {
        this.parallel = parallel;
        this.log = log;
        this.interrupted = interrupted;
    }

    /** The operation on one environment. Each environment has its own progress log and effects. */
    public interface Work<T> {
        T on(String environment, ProgressLog log, Effects effects);
    }

    /** The end of the operation on one environment, with either a result or a problem. */
    public record Ended<T>(String environment, Optional<T> result, Optional<Problem> problem, Duration took) {}

    /** Runs the operation on all environments; the results are in the order of the names. */
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
                    name, new Problem(ExitCode.INTERRUPTED, "skipped: interrupted", "", "Rerun the command."), started);
        }
        Effects effects = new Effects();
        try {
            own.say("started");
            T result = work.on(name, own, effects);
            return new Ended<>(name, Optional.of(result), Optional.empty(), since(started));
        } catch (ProblemException e) {
            return failed(name, report(own, e.problem(), effects), started);
        } catch (RuntimeException e) {
            return failed(name, report(own, internalError(name, e), effects), started);
        }
    }

    private static Problem report(ProgressLog own, Problem problem, Effects effects) {
        Failure.lines(problem, effects).forEach(own::say);
        return problem;
    }

    private static Problem internalError(String name, RuntimeException e) {
        return new Problem(
                ExitCode.BUG,
                "internal error",
                e.getClass().getSimpleName() + ": " + e.getMessage(),
                "Rerun for this environment only, with --debug, and report the output. An operation in progress may"
                        + " be incomplete. Run qis-aws plan " + name + " to check.");
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
            throw new IllegalStateException("interrupted while waiting for environments", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
