package io.github.qisaws.emulator;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** moto in a container. Testcontainers removes the container when qis-aws exits, even after a kill. */
final class ContainerEmulator implements Emulator {
    static final String IMAGE_NAME = "motoserver/moto:" + EmulatorStart.VERSION;

    private static final DockerImageName IMAGE = DockerImageName.parse(IMAGE_NAME);
    private static final int PORT = 5000;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String FOLDER = "/qis-aws/";

    private final GenericContainer<?> container;
    private final Path log;

    private ContainerEmulator(GenericContainer<?> container, Path log) {
        this.container = container;
        this.log = log;
    }

    /** Whether a container engine seems to exist; a real check takes seconds. */
    static boolean isLikely(Map<String, String> ours) {
        return !ours.getOrDefault("DOCKER_HOST", "").isBlank()
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(ours.getOrDefault("HOME", "/"), ".docker/run/docker.sock"));
    }

    static Emulator start(Map<String, String> ours, Path logFolder) throws IOException {
        Path log = Files.createTempFile(Files.createDirectories(logFolder), "emulator-", ".log");
        OutputStream stream = Files.newOutputStream(log);
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withExposedPorts(PORT)
                .withEnv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
                .withEnv(EmulatorStart.RULES, ours.getOrDefault(EmulatorStart.RULES, ""))
                .withEnv(EmulatorStart.IAM, ours.getOrDefault(EmulatorStart.IAM, ""))
                .withCreateContainerCmdModifier(
                        command -> command.withEntrypoint("python", FOLDER + EmulatorFiles.START, "0.0.0.0", "" + PORT))
                .withLogConsumer(frame -> write(stream, frame.getUtf8String()));
        if (LOOPBACK.equals(address(container.getHost()))) {
            // Otherwise the container engine publishes the port on all network interfaces.
            container.withCreateContainerCmdModifier(command -> command.getHostConfig()
                    .withPortBindings(new PortBinding(Ports.Binding.bindIp(LOOPBACK), new ExposedPort(PORT))));
        }
        for (String path : EmulatorFiles.paths()) {
            container.withCopyToContainer(Transferable.of(EmulatorFiles.read(path)), FOLDER + path);
        }
        container.start();
        ContainerEmulator emulator = new ContainerEmulator(container, log);
        try {
            EmulatorStart.await(emulator.endpoint(), container::isRunning, log);
        } catch (RuntimeException e) {
            emulator.close();
            throw e;
        }
        return emulator;
    }

    private static void write(OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The emulator also works without a log.
            return;
        }
    }

    @Override
    public URI endpoint() {
        return URI.create("http://" + address(container.getHost()) + ":" + container.getMappedPort(PORT));
    }

    /** The host's IP address: the user's NO_PROXY could exclude a host name, but S3 Control calls need the proxy. */
    private static String address(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address instanceof Inet4Address) {
                    return address.getHostAddress();
                }
            }
        } catch (UnknownHostException e) {
            // The next call to the emulator reports that it cannot be reached.
            return host;
        }
        return host;
    }

    @Override
    public String told() {
        return "moto " + EmulatorStart.VERSION + " (container) at " + endpoint();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public List<String> leftovers() {
        return EmulatorStart.leftovers(endpoint());
    }

    @Override
    public List<String> lacking() {
        return EmulatorStart.lacking(endpoint());
    }

    @Override
    public List<String> requests() {
        return EmulatorStart.requests(endpoint());
    }

    @Override
    public Map<String, Integer> actions() {
        return EmulatorStart.actions(endpoint());
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public void close() {
        container.stop();
    }
}
