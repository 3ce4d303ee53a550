package io.github.qisaws.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestContainerEngine;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.container.ContainerEngines.Search;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real engine at each place where products put their sockets. */
class ContainerEnginesIT {
    @TempDir
    Path home;

    private final Map<String, String> ours = new TreeMap<>();
    private Path engine;

    @BeforeEach
    void find() {
        URI address = TestContainerEngine.address();
        Assumptions.assumeTrue(
                "unix".equals(address.getScheme()), "the engine of the tests has no socket on this machine");
        engine = Path.of(address.getPath());
        ours.put("HOME", home.toString());
        ours.put("XDG_RUNTIME_DIR", home.resolve("runtime").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "root/var/run/docker.sock, Docker",
        "runtime/docker.sock, rootless Docker",
        ".docker/run/docker.sock, Docker Desktop",
        ".docker/desktop/docker.sock, Docker Desktop",
        ".colima/default/docker.sock, Colima",
        ".colima/docker.sock, Colima",
        ".orbstack/run/docker.sock, OrbStack",
        ".rd/docker.sock, Rancher Desktop",
        "runtime/podman/podman.sock, Podman",
        ".local/share/containers/podman/machine/podman.sock, Podman machine",
        "root/run/podman/podman.sock, Podman"
    })
    void theSocketOfEachProductIsFound(String socket, String place) throws IOException {
        link(socket);
        ContainerEngine found = search().engine().orElseThrow();
        assertThat(found.place()).isEqualTo(place);
        assertThat(found.told()).isEqualTo("Docker " + version() + " (" + place + ")");
        assertThat(found.address()).isEqualTo(URI.create("unix://" + home.resolve(socket)));
    }

    @Test
    void theCurrentContextComesFirst() throws IOException {
        link("root/var/run/docker.sock");
        link("elsewhere.sock");
        context("colima", "unix://" + home.resolve("elsewhere.sock"));
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\": \"colima\"}");
        assertThat(place()).isEqualTo("context colima");

        ours.put("DOCKER_CONTEXT", "default");
        assertThat(place()).as("DOCKER_CONTEXT wins over the file").isEqualTo("Docker");
    }

    @Test
    void aContextOfTheDockerCommandIsRead() throws IOException {
        ours.put("DOCKER_CONFIG", home.resolve("config").toString());
        for (List<String> command : List.of(
                List.of("docker", "context", "create", "tests", "--docker", "host=unix://" + engine),
                List.of("docker", "context", "use", "tests"))) {
            Result result = TestEngine.find().in(with(TestEngine.OURS, ours)).program(home, command);
            assertThat(result.exitCode()).as(result.toString()).isZero();
        }
        assertThat(place()).isEqualTo("context tests");
    }

    @Test
    void dockerHostAlwaysWins() throws IOException {
        link("root/var/run/docker.sock");
        link("given.sock");
        ours.put("DOCKER_HOST", "unix://" + home.resolve("given.sock"));
        assertThat(place()).isEqualTo("DOCKER_HOST");
    }

    @Test
    void anEngineThatHangsIsPassedOverForTheNextWithinTwoSeconds() throws IOException {
        Path hanging = home.resolve("root/var/run/docker.sock");
        Files.createDirectories(hanging.getParent());
        link(".rd/docker.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(hanging));
            long begin = System.nanoTime();
            Search search = search();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
            assertThat(search.engine().orElseThrow().place()).isEqualTo("Rancher Desktop");
            assertThat(search.passedOver())
                    .containsExactly("Docker (unix://" + hanging + "): no answer within 2 seconds");
        }
    }

    private static Map<String, String> with(Map<String, String> all, Map<String, String> more) {
        Map<String, String> variables = new TreeMap<>(all);
        variables.remove("DOCKER_HOST");
        variables.putAll(more);
        return variables;
    }

    private void context(String name, String host) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".docker/contexts/meta/0123abcd"));
        Files.writeString(
                folder.resolve("meta.json"),
                "{\"Name\": \"" + name + "\", \"Endpoints\": {\"docker\": {\"Host\": \"" + host + "\"}}}");
    }

    private void link(String socket) throws IOException {
        Path link = home.resolve(socket);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, engine);
    }

    private String version() {
        return TestContainerEngine.docker(URI.create("unix://" + engine), "version", "--format", "{{.Server.Version}}")
                .replaceFirst("\\+.*", "");
    }

    private String place() {
        return search().engine().orElseThrow().place();
    }

    private Search search() {
        return new ContainerEngines(ours, home.resolve("root")).search();
    }
}
