package io.github.qisaws.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.container.ContainerEngines.Search;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places where no engine answers, on real sockets. */
class ContainerEnginesTest {
    @TempDir
    Path home;

    private final Map<String, String> ours = new TreeMap<>();

    @BeforeEach
    void settings() {
        ours.put("HOME", home.toString());
    }

    @Test
    void aMachineWithoutASocketSaysWhereItLooked() {
        Search search = search();
        assertThat(search.engine()).isEmpty();
        assertThat(search.passedOver()).isEmpty();
        assertThat(search.nothing())
                .contains(
                        "No socket: Docker (" + home + "/root/var/run/docker.sock)",
                        "OrbStack (" + home + "/.orbstack/run/docker.sock)",
                        "Podman (" + home + "/root/run/podman/podman.sock)");
    }

    @Test
    void aSocketThatAcceptsAndNeverAnswersIsLeftAfterTwoSeconds() throws IOException {
        try (ServerSocketChannel hanging = listen(home.resolve(".rd/docker.sock"));
                ServerSocketChannel other = listen(home.resolve(".orbstack/run/docker.sock"))) {
            long begin = System.nanoTime();
            Search search = search();
            long took = System.nanoTime() - begin;

            assertThat(hanging.isOpen() && other.isOpen()).isTrue();
            assertThat(search.engine()).isEmpty();
            assertThat(search.passedOver())
                    .containsExactly(
                            "OrbStack (unix://" + home + "/.orbstack/run/docker.sock): no answer within 2 seconds",
                            "Rancher Desktop (unix://" + home + "/.rd/docker.sock): no answer within 2 seconds");
            assertThat(took).as("nanoseconds for both").isLessThan(3_500_000_000L);
        }
    }

    @Test
    void aSocketLeftByAnEngineThatEndedRefuses() throws IOException {
        listen(home.resolve(".colima/default/docker.sock")).close();
        assertThat(search().passedOver())
                .containsExactly("Colima (unix://" + home + "/.colima/default/docker.sock): Connection refused");
    }

    @Test
    void dockerHostIsTheOnlyPlaceEvenIfNothingIsThere() throws IOException {
        try (ServerSocketChannel hanging = listen(home.resolve(".rd/docker.sock"))) {
            ours.put("DOCKER_HOST", "unix://" + home + "/none.sock");
            assertThat(search().nothing())
                    .isEqualTo("No engine answered: DOCKER_HOST (unix://" + home
                            + "/none.sock): No such file or directory.");
            assertThat(hanging.isOpen()).isTrue();
        }
    }

    @Test
    void aDockerHostThatCannotBeUsedSaysWhy() {
        assertThat(passedOver("ssh://somewhere")).endsWith("qis-aws cannot use addresses of this kind");
        assertThat(passedOver("tcp://127.0.0.1")).endsWith("host and port are missing");
        assertThat(passedOver("not a url")).isEqualTo("DOCKER_HOST (not a url): not a URL");
    }

    @Test
    void anotherServerIsNoEngine() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, "HTTP/1.1 200 OK\r\n\r\n{\"Version\": \"1\"}"));
            thread.setDaemon(true);
            thread.start();
            assertThat(passedOver("tcp://127.0.0.1:" + server.getLocalPort()))
                    .endsWith("not a container engine: its answer has no ApiVersion");
        }
    }

    @Test
    void aContextThatIsNotThereIsNamed() throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\": \"gone\"}");
        assertThat(search().passedOver()).containsExactly("context gone: not in " + home + "/.docker");
        Files.writeString(home.resolve(".docker/config.json"), "{");
        assertThat(search().passedOver()).first().asString().startsWith("Docker's contexts in " + home + "/.docker: ");
    }

    private String passedOver(String host) {
        ours.put("DOCKER_HOST", host);
        assertThat(search().engine()).isEmpty();
        return search().passedOver().get(0);
    }

    private Search search() {
        return new ContainerEngines(ours, home.resolve("root")).search();
    }

    private static void answer(ServerSocket server, String text) {
        while (true) {
            try (java.net.Socket client = server.accept()) {
                client.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        Files.createDirectories(socket.getParent());
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return server;
    }
}
