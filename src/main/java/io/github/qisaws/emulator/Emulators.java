package io.github.qisaws.emulator;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Starts an emulator: a container where a container engine answers, else Python. */
public final class Emulators {
    /** {@code python} or {@code container} to have just that one. */
    public static final String VARIABLE = "QIS_AWS_EMULATOR";

    /** Where Python is at hand; an image that takes longer to pull is not worth the wait. */
    private static final Duration SHORT = Duration.ofSeconds(60);

    /** Where the container was asked for. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Map<String, String> ours;
    private final boolean containerLikely;
    private final Way container;
    private final Way python;
    private final Duration patience;

    /**
     * Emulators of this machine.
     *
     * @param ours our own environment
     */
    public Emulators(ProcessRunner runner, Map<String, String> ours, Path cacheFolder) {
        this(
                ours,
                ContainerEmulator.isLikely(ours),
                (logs, progress) -> ContainerEmulator.start(logs),
                SHORT,
                (logs, progress) -> {
                    Path interpreter = new PythonHome(runner, ours, cacheFolder, progress).python();
                    progress.accept("starting the AWS emulator");
                    return PythonEmulator.start(runner, interpreter, ours, logs);
                });
    }

    Emulators(Map<String, String> ours, boolean containerLikely, Way container, Duration patience, Way python) {
        this.ours = Map.copyOf(ours);
        this.containerLikely = containerLikely;
        this.container = Objects.requireNonNull(container);
        this.patience = patience;
        this.python = Objects.requireNonNull(python);
    }

    /** A way to start one. */
    @FunctionalInterface
    interface Way {
        Emulator start(Path logs, Consumer<String> progress) throws IOException;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param progress is told what takes long, in whole sentences without a full stop
     * @param logFolder where its log is kept
     * @throws ProblemException (69) if neither way works, (64) if the variable names none
     */
    public Emulator start(Path logFolder, Consumer<String> progress) {
        Path logs = logFolder.toAbsolutePath();
        String wanted = ours.getOrDefault(VARIABLE, "");
        return switch (wanted) {
            case "" -> containerLikely ? containerElsePython(logs, progress) : inPython(logs, progress);
            case "container" -> inContainer(logs, progress, LONG);
            case "python" -> inPython(logs, progress);
            default ->
                throw new Problem(
                                ExitCode.USAGE,
                                "There is no emulator \"" + wanted + "\".",
                                VARIABLE + " is " + wanted
                                        + ". It can be container or python; without it, a container is"
                                        + " tried where there is a container engine, then Python.",
                                "unset " + VARIABLE)
                        .asException();
        };
    }

    private Emulator containerElsePython(Path logs, Consumer<String> progress) {
        try {
            return inContainer(logs, progress, patience);
        } catch (ProblemException e) {
            progress.accept("no container, so Python is used (" + VARIABLE + "=python skips the attempt): "
                    + e.problem().why());
            return inPython(logs, progress);
        }
    }

    private Emulator inPython(Path logs, Consumer<String> progress) {
        try {
            return python.start(logs, progress);
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.UNAVAILABLE,
                            "The AWS emulator cannot be started.",
                            String.valueOf(e.getMessage()),
                            "Check that " + logs + " can be written.")
                    .causedBy(e);
        }
    }

    /** In a thread of its own, since nothing else bounds how long an engine and its registry let us wait. */
    private Emulator inContainer(Path logs, Consumer<String> progress, Duration limit) {
        progress.accept("starting the AWS emulator in a container");
        CompletableFuture<Emulator> started = new CompletableFuture<>();
        Thread beside = new Thread(() -> handOver(logs, progress, started), "container emulator");
        beside.setDaemon(true);
        beside.start();
        try {
            return started.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.completeExceptionally(e);
            throw noContainer("The start was interrupted.", e);
        } catch (ExecutionException e) {
            throw noContainer(
                    e.getCause() instanceof TimeoutException
                            ? "It was not ready within " + limit.toSeconds() + " seconds."
                            : reason(e.getCause()),
                    e.getCause());
        }
    }

    private void handOver(Path logs, Consumer<String> progress, CompletableFuture<Emulator> started) {
        try {
            Emulator emulator = container.start(logs, progress);
            if (!started.complete(emulator)) {
                // Nobody waits for it any more.
                emulator.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            started.completeExceptionally(e);
        }
    }

    /** The first line of the outermost and of the innermost message: what failed, and what the engine said. */
    private static String reason(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem.problem().what() + " " + problem.problem().why();
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String outer = firstLine(failure);
        String inner = firstLine(root);
        return outer.contains(inner) ? outer : outer + " (" + inner + ")";
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("");
    }

    private static ProblemException noContainer(String why, Throwable cause) {
        return new Problem(
                        ExitCode.UNAVAILABLE,
                        "The AWS emulator cannot be started in a container.",
                        why,
                        "start Docker or set DOCKER_HOST, and try: docker pull " + ContainerEmulator.IMAGE_NAME
                                + "\nOr set " + VARIABLE + "=python, which needs no container.")
                .causedBy(cause);
    }
}
