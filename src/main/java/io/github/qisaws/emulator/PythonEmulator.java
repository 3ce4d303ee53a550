package io.github.qisaws.emulator;

import io.github.qisaws.process.ByteSink;
import io.github.qisaws.process.Command;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.Running;
import io.github.qisaws.process.Sinks;
import io.github.qisaws.process.StandardInput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** moto in a Python process, on 127.0.0.1 only. It exits with qis-aws, even if qis-aws is killed. */
final class PythonEmulator implements Emulator {
    private static final String LISTENING = "listening on port ";
    private static final long PATIENCE_SECONDS = 90;

    private final Running server;
    private final URI endpoint;
    private final Path log;
    private final OutputStream logStream;

    private PythonEmulator(Running server, URI endpoint, Path log, OutputStream logStream) {
        this.server = server;
        this.endpoint = endpoint;
        this.log = log;
        this.logStream = logStream;
    }

    static Emulator start(ProcessRunner runner, Path python, Map<String, String> ours, Path logFolder)
            throws IOException {
        Path folder = Files.createDirectories(logFolder);
        Path log = Files.createTempFile(folder, "emulator-", ".log");
        OutputStream logStream = Files.newOutputStream(log);
        CompletableFuture<Integer> port = new CompletableFuture<>();
        ByteSink toLog = synchronizedSink(logStream);
        ByteSink announcing = Sinks.lines(line -> {
            if (line.startsWith(LISTENING)) {
                port.complete(Integer.parseInt(line.substring(LISTENING.length())));
            }
        });
        List<String> argv =
                List.of(python.toString(), "-I", "-B", "-u", script(folder).toString(), "127.0.0.1", "0");
        Running server = runner.start(Command.of(folder, environment(ours), argv)
                .withInput(StandardInput.lifeline())
                .withStreams(Sinks.both(announcing, toLog), toLog));
        URI endpoint;
        try {
            endpoint = URI.create("http://127.0.0.1:" + await(port, server, log));
            EmulatorStart.await(endpoint, server::isAlive, log);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return new PythonEmulator(server, endpoint, log, logStream);
    }

    private static int await(CompletableFuture<Integer> port, Running server, Path log) {
        long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (!port.isDone()) {
            if (!server.isAlive()
                    || System.nanoTime() > end
                    || Thread.currentThread().isInterrupted()) {
                throw EmulatorStart.notReady(log).asException();
            }
            EmulatorStart.pause();
        }
        return port.join();
    }

    private static Map<String, String> environment(Map<String, String> ours) {
        Map<String, String> environment = new TreeMap<>(ours);
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("PYTHON"));
        // Needed to attach AWS managed policies to a role.
        environment.put("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
        return environment;
    }

    /** Copies the emulator's files to a folder of this process; returns the start script. */
    private static Path script(Path folder) throws IOException {
        Path scripts = Files.createTempDirectory(folder, "emulator-");
        for (String path : EmulatorFiles.paths()) {
            Path file = scripts.resolve(path);
            deletedOnExit(Files.createDirectories(file.getParent()), scripts);
            Files.write(file, EmulatorFiles.read(path));
            file.toFile().deleteOnExit();
        }
        return scripts.resolve(EmulatorFiles.START);
    }

    /** Registers folders from the outermost one: deletion is in reverse order, so that each is empty by then. */
    private static void deletedOnExit(Path folder, Path outermost) {
        if (!folder.equals(outermost)) {
            deletedOnExit(folder.getParent(), outermost);
        }
        folder.toFile().deleteOnExit();
    }

    private static ByteSink synchronizedSink(OutputStream stream) {
        return (buffer, length) -> {
            synchronized (stream) {
                stream.write(buffer, 0, length);
                stream.flush();
            }
        };
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public String told() {
        return "moto " + EmulatorStart.VERSION + " (Python) at " + endpoint;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public List<String> leftovers() {
        return EmulatorStart.leftovers(endpoint);
    }

    @Override
    public List<String> lacking() {
        return EmulatorStart.lacking(endpoint);
    }

    @Override
    public List<String> requests() {
        return EmulatorStart.requests(endpoint);
    }

    @Override
    public Map<String, Integer> actions() {
        return EmulatorStart.actions(endpoint);
    }

    @Override
    public boolean isAlive() {
        return server.isAlive();
    }

    @Override
    public void close() {
        server.close();
        try {
            logStream.close();
        } catch (IOException e) {
            // The emulator has exited. Losing the last lines of its log is no failure.
            return;
        }
    }
}
