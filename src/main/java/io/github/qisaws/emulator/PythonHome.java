package io.github.qisaws.emulator;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Command;
import io.github.qisaws.process.Ended;
import io.github.qisaws.process.Executables;
import io.github.qisaws.process.Limits;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The Python virtual environment with moto in the cache folder; installed completely or not at all. */
final class PythonHome {
    private static final Lock IN_THIS_PROCESS = new ReentrantLock();
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ProcessRunner runner;
    private final Map<String, String> environment;
    private final Path cache;
    private final Consumer<String> progress;

    PythonHome(ProcessRunner runner, Map<String, String> ours, Path cacheFolder, Consumer<String> progress) {
        this.runner = runner;
        this.environment = new TreeMap<>(ours);
        List.of(
                        "PYTHONPATH",
                        "PYTHONHOME",
                        "VIRTUAL_ENV",
                        "PIP_TARGET",
                        "PIP_PREFIX",
                        "PIP_USER",
                        "PIP_REQUIRE_VIRTUALENV")
                .forEach(environment::remove);
        this.cache = cacheFolder.resolve("emulator");
        this.progress = progress;
    }

    /** The interpreter of the virtual environment, which is installed first if needed. */
    Path python() {
        Path home = cache.resolve("moto-" + EmulatorStart.VERSION);
        Path python = home.resolve("bin/python");
        if (Files.isExecutable(python)) {
            return python;
        }
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(cache);
            try (FileChannel channel =
                    FileChannel.open(cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock lock = channel.lock();
                if (!Files.isExecutable(python)) {
                    build(home);
                }
                lock.release();
            }
            return python;
        } catch (IOException e) {
            throw cannot(
                            "The cache folder " + cache + " cannot be written: " + e.getMessage(),
                            "Check the owner and permissions of the folder, and free disk space.")
                    .causedBy(e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private void build(Path home) throws IOException {
        delete(home);
        Path draft = Files.createTempDirectory(cache, ".building-");
        try {
            progress.accept("installing the AWS emulator (moto " + EmulatorStart.VERSION + ") into " + home
                    + " (only once, about 30 seconds)");
            run(
                    python3(),
                    List.of("-m", "venv", draft.toString()),
                    "On Debian and Ubuntu, run apt install python3-venv.");
            run(
                    draft.resolve("bin/python").toString(),
                    List.of(
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--no-input",
                            "--disable-pip-version-check",
                            "moto[server]==" + EmulatorStart.VERSION),
                    "Check the network and the proxy settings. To use a package mirror, set PIP_INDEX_URL.");
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(draft);
        }
    }

    private String python3() {
        return Executables.onPath("python3", environment).map(Path::toString).orElseThrow(() -> cannot(
                        "There is no container engine, and python3 is not on the PATH.",
                        "Install Python 3.9 or later, or start Docker.")
                .asException());
    }

    private void run(String program, List<String> arguments, String fix) {
        Lines output = new Lines(20_000);
        List<String> argv = new java.util.ArrayList<>(List.of(program));
        argv.addAll(arguments);
        Ended ended = runner.run(Command.of(cache, environment, argv)
                .withStreams(output.sink(), output.sink())
                .withLimits(Limits.within(PATIENCE)));
        if (ended.interrupted()) {
            throw interrupted();
        }
        if (!ended.succeeded()) {
            List<String> lines = output.all();
            List<String> last = lines.subList(Math.max(0, lines.size() - 8), lines.size());
            throw cannot(String.join(" ", argv) + "\n  " + String.join("\n  ", last), fix)
                    .asException();
        }
    }

    private static ProblemException interrupted() {
        return new Problem(ExitCode.INTERRUPTED, "installation of the emulator was interrupted", "", "").asException();
    }

    private static Problem cannot(String why, String fix) {
        return new Problem(ExitCode.UNAVAILABLE, "cannot install the AWS emulator", why, fix);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
