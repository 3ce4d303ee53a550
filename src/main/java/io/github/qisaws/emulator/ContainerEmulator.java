package io.github.qisaws.emulator;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.github.qisaws.container.ContainerEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.images.builder.Transferable;

/**
 * moto in a container. It exits with qis-aws, even if qis-aws is killed: the engine closes the container's input when the
 * connection to this process ends, and removes the container.
 */
final class ContainerEmulator implements Emulator {
    private static final ExposedPort PORT = ExposedPort.tcp(5000);
    private static final String FOLDER = "qis-aws/";

    /** Argument of the start script: it exits at the end of its input. */
    private static final String LIFELINE = "--lifeline";

    private final ContainerEngine engine;
    private final DockerClient client;
    private final String id;
    private final Lifeline lifeline = new Lifeline();
    private final Path log;
    private final OutputStream logStream;
    private URI endpoint;

    private ContainerEmulator(
            ContainerEngine engine, DockerClient client, String id, Path log, OutputStream logStream) {
        this.engine = engine;
        this.client = client;
        this.id = id;
        this.log = log;
        this.logStream = logStream;
    }

    static Emulator start(ContainerEngine engine, Map<String, String> ours, Path logFolder, Consumer<String> progress)
            throws IOException {
        DockerClient client = engine.client();
        ContainerOwner.removeLeftovers(client);
        EmulatorImage.MOTO.provide(client, progress);
        Publication publication = Publication.by(engine, client);
        Path log = Files.createTempFile(Files.createDirectories(logFolder), "emulator-", ".log");
        ContainerEmulator emulator = new ContainerEmulator(
                engine, client, create(client, ours, publication), log, Files.newOutputStream(log));
        try {
            emulator.run(publication);
            return emulator;
        } catch (IOException | RuntimeException e) {
            emulator.close();
            throw e;
        }
    }

    private static String create(DockerClient client, Map<String, String> ours, Publication publication) {
        return client.createContainerCmd(EmulatorImage.MOTO.name())
                .withEntrypoint(
                        "python", "-u", "/" + FOLDER + EmulatorFiles.START, "0.0.0.0", "" + PORT.getPort(), LIFELINE)
                .withEnv(
                        // Needed to attach AWS managed policies to a role.
                        "MOTO_IAM_LOAD_MANAGED_POLICIES=true",
                        EmulatorStart.RULES + "=" + ours.getOrDefault(EmulatorStart.RULES, ""),
                        EmulatorStart.IAM + "=" + ours.getOrDefault(EmulatorStart.IAM, ""))
                .withLabels(ContainerOwner.labels())
                .withExposedPorts(PORT)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withStdinOpen(true)
                .withStdInOnce(true)
                .withHostConfig(HostConfig.newHostConfig()
                        .withAutoRemove(true)
                        .withPortBindings(new PortBinding(Ports.Binding.bindIp(publication.bound()), PORT)))
                .exec()
                .getId();
    }

    private void run(Publication publication) throws IOException {
        client.copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(files()))
                .exec();
        attach();
        client.startContainerCmd(id).exec();
        endpoint = URI.create("http://" + publication.reached() + ":" + port());
        EmulatorStart.await(endpoint, this::isAlive, log);
    }

    private static byte[] files() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String path : EmulatorFiles.paths()) {
                Transferable.of(EmulatorFiles.read(path)).transferTo(tar, FOLDER + path);
            }
        }
        return bytes.toByteArray();
    }

    /** Before the start, so that the input is connected to this process from the first moment on. */
    private void attach() throws IOException {
        ResultCallback.Adapter<Frame> output = client.attachContainerCmd(id)
                .withStdIn(lifeline)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new ResultCallback.Adapter<>() {
                    @Override
                    public void onNext(Frame frame) {
                        write(frame.getPayload());
                    }
                });
        try {
            if (!output.awaitStarted(20, TimeUnit.SECONDS)) {
                throw new IOException("The container engine did not connect the container's input within 20 seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void write(byte[] text) {
        try {
            logStream.write(text);
        } catch (IOException e) {
            // The emulator also works without a log.
            return;
        }
    }

    private String port() throws IOException {
        InspectContainerResponse container = client.inspectContainerCmd(id).exec();
        Ports.Binding[] bindings =
                container.getNetworkSettings().getPorts().getBindings().get(PORT);
        if (bindings == null || bindings.length == 0) {
            throw new IOException("The container engine published no port of the container.");
        }
        return bindings[0].getHostPortSpec();
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public String told() {
        return "moto " + EmulatorStart.VERSION + " in " + engine.told() + " at " + endpoint;
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
        try {
            return Boolean.TRUE.equals(
                    client.inspectContainerCmd(id).exec().getState().getRunning());
        } catch (DockerException e) {
            // The container is gone, or the engine itself fails.
            return false;
        }
    }

    @Override
    public void close() {
        ContainerOwner.remove(client, id);
        lifeline.close();
        try {
            logStream.close();
        } catch (IOException e) {
            // The emulator has exited. Losing the last lines of its log is no failure.
            return;
        }
    }
}
