package io.github.qisaws.terraform;

import io.github.qisaws.process.Command;
import io.github.qisaws.process.Running;
import io.github.qisaws.process.Sinks;
import io.github.qisaws.process.StandardInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One provider process for related commands (plan and show), instead of four processes in sequence.
 * <p>It serves one folder with one configuration of the AWS provider, because a second configuration would silently
 * replace the first. Terraform does not check a provider that it did not start, so this class checks the provider
 * against the lock file. The socket is in a folder that only its owner can access. The process exits with qis-aws,
 * even if qis-aws is killed.
 */
public final class SharedProvider implements AutoCloseable {
    private static final Pattern ANNOUNCED = Pattern.compile(ProviderReplacement.REATTACH + "='(\\{.*\\})'");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Optional<Running> process;
    private final Map<String, String> variables;
    private final Path sockets;

    private SharedProvider(Optional<Running> process, Map<String, String> variables, Path sockets) {
        this.process = process;
        this.variables = Map.copyOf(variables);
        this.sockets = sockets;
    }

    /**
     * Starts a provider process if that is safe. Otherwise returns an object that shares nothing, and Terraform starts
     * provider processes as usual.
     */
    public static SharedProvider start(ProcessEngine engine, Path cacheFolder) {
        try {
            Optional<Path> program = new ProviderCheck(cacheFolder).program(engine.directory(), engine.binary());
            if (program.isEmpty() || !SingleProvider.in(engine.directory())) {
                return none();
            }
            return launch(engine, program.get());
        } catch (IOException e) {
            // Terraform then starts provider processes as usual.
            return none();
        }
    }

    private static SharedProvider launch(ProcessEngine engine, Path program) throws IOException {
        // The path of a socket can have only about 100 characters.
        Path sockets = Files.createTempDirectory(
                "qis", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Map<String, String> environment = new TreeMap<>(engine.environment());
        environment.put("TMPDIR", sockets.toString());
        CompletableFuture<String> announced = new CompletableFuture<>();
        Running process = engine.runner()
                .start(Command.of(engine.directory(), environment, List.of(program.toString(), "-debug"))
                        .withInput(StandardInput.lifeline())
                        .withStreams(Sinks.lines(line -> look(line, announced)), Sinks.discard()));
        Optional<String> reattach = await(announced, process);
        SharedProvider provider = new SharedProvider(
                Optional.of(process),
                reattach.map(json -> Map.of(
                                ProviderReplacement.REATTACH,
                                json.replace(
                                        EngineBinary.Kind.TERRAFORM.registry(),
                                        engine.binary().kind().registry())))
                        .orElse(Map.of()),
                sockets);
        if (reattach.isEmpty()) {
            provider.close();
        }
        return provider;
    }

    /** Terraform with the shared provider process, if there is one. */
    public ProcessEngine sharedBy(ProcessEngine engine) {
        return isShared() ? engine.with(variables) : engine;
    }

    public boolean isShared() {
        return process.filter(Running::isAlive).isPresent() && !variables.isEmpty();
    }

    @Override
    public void close() {
        process.ifPresent(Running::close);
        if (sockets != null) {
            delete(sockets);
        }
    }

    /** Shares nothing: each command starts its own provider process. */
    public static SharedProvider none() {
        return new SharedProvider(Optional.empty(), Map.of(), null);
    }

    private static void look(String line, CompletableFuture<String> announced) {
        Matcher matcher = ANNOUNCED.matcher(line);
        if (matcher.find()) {
            announced.complete(matcher.group(1));
        }
    }

    private static Optional<String> await(CompletableFuture<String> announced, Running process) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!announced.isDone() && process.isAlive() && System.nanoTime() < end) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.ofNullable(announced.getNow(null));
    }

    private static void delete(Path folder) {
        java.io.File[] files = folder.toFile().listFiles();
        for (java.io.File file : files == null ? new java.io.File[0] : files) {
            file.delete();
        }
        folder.toFile().delete();
    }
}
