package io.github.qisaws.emulator;

import io.github.qisaws.container.ContainerEngine;
import io.github.qisaws.container.ContainerEngines;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts an emulator: in a container if there is a container engine, otherwise with Python. */
public final class Emulators implements EmulatorSource {
    /** Variable that selects {@code python} or {@code container}. */
    public static final String VARIABLE = "QIS_AWS_EMULATOR";

    /** Time without a message in which a container must start. A download of its image reports its progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, String> ours;
    private final Supplier<ContainerEngines.Search> engines;
    private final ContainerWay container;
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
                () -> new ContainerEngines(ours).search(),
                (engine, logs, progress) -> ContainerEmulator.start(engine, ours, logs, progress),
                PATIENCE,
                (logs, progress) -> {
                    Path interpreter = new PythonHome(runner, ours, cacheFolder, progress).python();
                    progress.accept("starting the AWS emulator");
                    return PythonEmulator.start(runner, interpreter, ours, logs);
                });
    }

    Emulators(
            Map<String, String> ours,
            Supplier<ContainerEngines.Search> engines,
            ContainerWay container,
            Duration patience,
            Way python) {
        this.ours = Map.copyOf(ours);
        this.engines = Objects.requireNonNull(engines);
        this.container = Objects.requireNonNull(container);
        this.patience = patience;
        this.python = Objects.requireNonNull(python);
    }

    /** Starts the emulator that needs no container engine. */
    @FunctionalInterface
    interface Way {
        Emulator start(Path logs, Consumer<String> progress) throws IOException;
    }

    /** Starts an emulator in a container. */
    @FunctionalInterface
    interface ContainerWay {
        Emulator start(ContainerEngine engine, Path logs, Consumer<String> progress) throws IOException;
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
            case "" -> containerElsePython(logs, progress);
            case "container" -> inContainer(engines.get(), logs, progress);
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
        ContainerEngines.Search search = engines.get();
        if (search.engine().isEmpty() && search.passedOver().isEmpty()) {
            return inPython(logs, progress);
        }
        try {
            return inContainer(search, logs, progress);
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

    /** Starts the container in a separate thread, because calls of the engine have no time limit. */
    private Emulator inContainer(ContainerEngines.Search search, Path logs, Consumer<String> progress) {
        ContainerEngine engine = search.engine()
                .orElseThrow(() -> noContainer(search.nothing(), new IllegalStateException("no container engine")));
        search.passedOver().forEach(place -> progress.accept("container engine passed over: " + place));
        progress.accept("starting the AWS emulator in " + engine.told());
        AtomicLong lastSign = new AtomicLong(System.nanoTime());
        CompletableFuture<Emulator> started = new CompletableFuture<>();
        Consumer<String> heard = line -> {
            lastSign.set(System.nanoTime());
            progress.accept(line);
        };
        Thread beside = new Thread(() -> handOver(engine, logs, heard, started), "container emulator");
        beside.setDaemon(true);
        beside.start();
        try {
            return await(started, lastSign);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.completeExceptionally(e);
            throw noContainer("Interrupted during the start.", e);
        } catch (TimeoutException e) {
            throw noContainer("The emulator did not answer within " + patience.toSeconds() + " seconds.", e);
        } catch (ExecutionException e) {
            throw noContainer(reason(e.getCause()), e.getCause());
        }
    }

    private Emulator await(CompletableFuture<Emulator> started, AtomicLong lastSign)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            long left = patience.toNanos() - (System.nanoTime() - lastSign.get());
            try {
                return started.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                boolean silent = System.nanoTime() - lastSign.get() >= patience.toNanos();
                if (silent && started.completeExceptionally(e)) {
                    throw e;
                }
            }
        }
    }

    private void handOver(
            ContainerEngine engine, Path logs, Consumer<String> progress, CompletableFuture<Emulator> started) {
        try {
            Emulator emulator = container.start(engine, logs, progress);
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
                        "Start Docker or set DOCKER_HOST, then run docker pull " + EmulatorImage.MOTO.name()
                                + ".\nOr set " + VARIABLE + "=python, which needs no container.")
                .causedBy(cause);
    }
}
