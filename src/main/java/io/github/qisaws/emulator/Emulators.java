package io.github.qisaws.emulator;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Starts an emulator: a container where a container engine answers, else Python. */
public final class Emulators {
    /** {@code python} or {@code container} to have just that one. */
    public static final String VARIABLE = "QIS_AWS_EMULATOR";

    private final ProcessRunner runner;
    private final Map<String, String> ours;
    private final Path cache;

    /**
     * Emulators of this machine.
     *
     * @param ours our own environment
     */
    public Emulators(ProcessRunner runner, Map<String, String> ours, Path cacheFolder) {
        this.runner = Objects.requireNonNull(runner);
        this.ours = Map.copyOf(ours);
        this.cache = Objects.requireNonNull(cacheFolder);
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param progress is told what takes long, in whole sentences without a full stop
     * @param logFolder where its log is kept
     * @throws io.github.qisaws.problem.ProblemException (69) if neither way works
     */
    public Emulator start(Path logFolder, Consumer<String> progress) {
        Path logs = logFolder.toAbsolutePath();
        try {
            if (container()) {
                progress.accept("starting the AWS emulator in a container");
                return ContainerEmulator.start(logs);
            }
            Path python = new PythonHome(runner, ours, cache, progress).python();
            progress.accept("starting the AWS emulator");
            return PythonEmulator.start(runner, python, ours, logs);
        } catch (IOException e) {
            throw Problem.harmless(
                            ExitCode.UNAVAILABLE,
                            "The AWS emulator cannot be started.",
                            String.valueOf(e.getMessage()),
                            "Check that " + logs + " can be written.")
                    .causedBy(e);
        }
    }

    private boolean container() {
        return switch (ours.getOrDefault(VARIABLE, "")) {
            case "python" -> false;
            case "container" -> true;
            default -> ContainerEmulator.possible(ours);
        };
    }
}
