package io.github.qisaws;

import io.github.qisaws.process.Command;
import io.github.qisaws.process.Ended;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.Limits;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import io.github.qisaws.terraform.ChildEnvironment;
import io.github.qisaws.terraform.EngineBinary;
import io.github.qisaws.terraform.EngineFinder;
import io.github.qisaws.terraform.ProviderInstallation;
import io.github.qisaws.terraform.ProviderSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * This machine's engine with its provider, run with plain arguments as a person would.
 *
 * @param environment the whole environment of its runs
 */
public record TestEngine(ProcessRunner runner, EngineBinary binary, Map<String, String> environment) {
    public static final Map<String, String> OURS = System.getenv();
    public static final Path CACHE = UserCache.folder(OURS);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** What a program wrote and how it ended. */
    public record Result(int exitCode, String out, String err) {
        @Override
        public String toString() {
            return "exit code " + exitCode + "\n" + out + "\n" + err;
        }
    }

    /** The engine that qis-aws itself would find, with the provider that it would find. */
    public static TestEngine find() {
        return find(Optional.empty());
    }

    /** The engine that qis-aws would find, with a provider from a mirror of the test's own choice. */
    static TestEngine find(Optional<String> mirror) {
        ProcessRunner runner = new ProcessRunner(new Interrupts());
        EngineBinary binary = new EngineFinder(runner, OURS, CACHE).find(Optional.empty());
        ProviderInstallation provider = new ProviderSource(binary, OURS, CACHE)
                .resolve(mirror, Path.of("").toAbsolutePath());
        Map<String, String> environment = new TreeMap<>(ChildEnvironment.from(OURS, false));
        environment.putAll(provider.environment());
        return new TestEngine(runner, binary, environment);
    }

    /** The same in another environment. */
    public TestEngine in(Map<String, String> other) {
        return new TestEngine(runner, binary, other);
    }

    /** Runs the engine. */
    public Result run(Path folder, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(binary.executable().toString()));
        argv.addAll(List.of(arguments));
        return program(folder, argv);
    }

    /** Runs any program in the same environment. */
    public Result program(Path folder, List<String> argv) {
        return program(folder, argv, PATIENCE);
    }

    /** The same for one that may take longer. */
    public Result program(Path folder, List<String> argv, Duration patience) {
        return program(runner, environment, folder, argv, patience);
    }

    /** Runs a program in our own environment, on a machine that may have no engine. */
    public static Result ours(List<String> argv, Duration patience) {
        Path here = Path.of("").toAbsolutePath();
        return program(new ProcessRunner(new Interrupts()), OURS, here, argv, patience);
    }

    private static Result program(
            ProcessRunner runner, Map<String, String> environment, Path folder, List<String> argv, Duration patience) {
        Lines out = new Lines();
        Lines err = new Lines();
        Ended ended = runner.run(Command.of(folder, environment, argv)
                .withStreams(out.sink(), err.sink())
                .withLimits(Limits.within(patience)));
        return new Result(ended.exitCode(), out.text(), err.text());
    }

    /** Copies a folder without what engines leave in it. */
    public static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String relative = from.relativize(file).toString();
                if (!relative.contains(".terraform") && !relative.contains("tfstate")) {
                    Path copy = to.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
