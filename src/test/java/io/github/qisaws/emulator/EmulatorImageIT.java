package io.github.qisaws.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.DockerClient;
import io.github.qisaws.TestContainerEngine;
import io.github.qisaws.container.ContainerEngines;
import io.github.qisaws.container.ContainerEngines.Search;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real engine pulls from registries of this machine: one that answers, and those that do not. */
class EmulatorImageIT {
    /** Docker tries TLS for 10 seconds before it asks a registry of its own machine without. */
    private static final Duration TLS_FIRST = Duration.ofSeconds(25);

    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static Search found;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void find() {
        URI address = TestContainerEngine.address();
        found = new ContainerEngines(TestContainerEngine.variables(address)).search();
    }

    @Test
    void aSlowDownloadTellsItsSizeAndIsWaitedForAndIsNotRepeated() throws Exception {
        try (Registry registry = Registry.answering(Duration.ofSeconds(8));
                DockerClient client = found.engine().orElseThrow().client()) {
            EmulatorImage image = image(registry.port(), TLS_FIRST);
            image.provide(client, said::add);
            assertThat(said).first().isEqualTo("pulling " + image.name() + " (only once)");
            assertThat(said).anyMatch(line -> line.matches("pulling " + image.name() + ": [1-7] of 8 MB"));
            said.clear();
            image.provide(client, said::add);
            assertThat(said).isEmpty();
            client.removeImageCmd(image.name()).exec();
        }
    }

    @Test
    void aDownloadThatStandsStillIsGivenUp() throws Exception {
        try (Registry registry = Registry.answering(Duration.ofMinutes(10))) {
            assertThat(problem(image(registry.port(), TLS_FIRST)).why())
                    .isEqualTo("The download made no progress for 5 seconds.");
        }
    }

    @Test
    void aRegistryThatNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(problem(image(silent.getLocalPort(), Duration.ofSeconds(3)))
                            .why())
                    .isEqualTo("The registry did not answer the container engine within 3 seconds.");
        }
    }

    @Test
    void aRegistryThatRefusesIsNamedWithItsReason() throws Exception {
        Problem problem = problem(image(closedPort(), TLS_FIRST));
        assertThat(problem.why()).contains("connection refused");
        assertThat(problem.fix()).contains("docker pull 127.0.0.1:");
    }

    @Test
    void pythonStepsInIfTheImageCannotBePulled() throws Exception {
        EmulatorImage image = image(closedPort(), TLS_FIRST);
        List<String> python = new ArrayList<>();
        Emulators emulators = new Emulators(
                Map.of(),
                () -> found,
                (engine, logs, progress) -> {
                    image.provide(engine.client(), progress);
                    throw new AssertionError("pulled " + image.name());
                },
                Duration.ofSeconds(20),
                (logs, progress) -> {
                    python.add("started");
                    return null;
                });

        assertThat(emulators.start(folder, said::add)).isNull();
        assertThat(python).containsExactly("started");
        assertThat(said).hasSize(3).last().asString().contains("using Python instead", "connection refused");
    }

    private Problem problem(EmulatorImage image) throws IOException {
        try (DockerClient client = found.engine().orElseThrow().client()) {
            return catchThrowableOfType(ProblemException.class, () -> image.provide(client, said::add))
                    .problem();
        }
    }

    private static EmulatorImage image(int port, Duration registry) {
        return new EmulatorImage("127.0.0.1:" + port + "/motoserver/moto:5.2.5", registry, SILENCE);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
