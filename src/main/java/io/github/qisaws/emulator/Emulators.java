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

/** Starts an emulator: in a container if there is a container engine, otherwise with Python. */
public final class Emulators implements EmulatorSource {
    /** Variable that selects {@code python} or {@code container}. */
    public static final String VARIABLE = "QIS_AWS_EMULATOR";

    /** Time limit for the container if Python can be used instead. */
    private static final Duration SHORT = Duration.ofSeconds(60);

    /** Time limit for the container if the user selected it. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Map<String, String> ours;
    private final boolean containerLikely;
    private final Way container;
    private final Way python;
    private final Duration patience;

    /**
     * Emulators of this machine.
     *
     * @param ours environment variables of this process
     */
    public Emulators(ProcessRunner runner, Map<String, String> ours, Path cacheFolder) {
        this(
                ours,
                ContainerEmulator.isLikely(ours),
                (logs, progress) -> ContainerEmulator.start(ours, logs),
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

    /** Starts one kind of emulator. */
    @FunctionalInterface
    interface Way {
        Emulator start(Path logs, Consumer<String> progress) throws IOException;
    }

    /**
     * Starts an emulator and waits until it answers.
     *
     * @param progress receives progress messages for slow steps
     * @param logFolder folder for the emulator's log
     * @throws ProblemException with exit code 69 if no kind works, or 64 if the variable has another value
     */
    @Override
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
                                "unknown emulator \"" + wanted + "\"",
                                VARIABLE + " is " + wanted
                                        + ". Allowed: container, python. If it is not set, qis-aws tries a"
                                        + " container if there is a container engine, then Python.",
                                "Run unset " + VARIABLE + ".")
                        .asException();
        };
    }

    private Emulator containerElsePython(Path logs, Consumer<String> progress) {
        try {
            return inContainer(logs, progress, patience);
        } catch (ProblemException e) {
            progress.accept("no container, using Python instead (" + VARIABLE + "=python skips the container): "
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
                            "cannot start the AWS emulator",
                            String.valueOf(e.getMessage()),
                            "Check that you have write permission for " + logs + ".")
                    .causedBy(e);
        }
    }

    /** Starts the container in a separate thread, because the container engine and its registry have no time limit. */
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
            throw noContainer("Interrupted during the start.", e);
        } catch (ExecutionException e) {
            throw noContainer(
                    e.getCause() instanceof TimeoutException
                            ? "The emulator did not answer within " + limit.toSeconds() + " seconds."
                            : reason(e.getCause()),
                    e.getCause());
        }
    }

    private void handOver(Path logs, Consumer<String> progress, CompletableFuture<Emulator> started) {
        try {
            Emulator emulator = container.start(logs, progress);
            if (!started.complete(emulator)) {
                // The start timed out, so the emulator is not used.
                emulator.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            started.completeExceptionally(e);
        }
    }

    /** The first line of the outermost and the innermost message: what failed, and the container engine's message. */
    private static String reason(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem.problem().what() + ": " + problem.problem().why();
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
                        "cannot start the AWS emulator in a container",
                        why,
                        "Start Docker or set DOCKER_HOST, then run docker pull " + ContainerEmulator.IMAGE_NAME
                                + ".\nOr set " + VARIABLE + "=python, which needs no container.")
                .causedBy(cause);
    }
}
