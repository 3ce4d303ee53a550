package io.github.qisaws.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import io.github.qisaws.TestContainerEngine;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.container.ContainerEngine;
import io.github.qisaws.container.ContainerEngines;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The emulator in a container of a real engine, and what becomes of the container. */
class ContainerEmulatorIT extends EmulatorChecks {
    private static final String PROCESS = "io.github.qisaws.emulator.process";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private URI address;
    private ContainerEngine engine;

    @Override
    Emulator start(Path logs) {
        address = TestContainerEngine.withEmulatorImage();
        Map<String, String> ours = TestContainerEngine.variables(address);
        engine = new ContainerEngines(ours).search().engine().orElseThrow();
        return emulators(ours).start(logs, System.err::println);
    }

    @Override
    String kind() {
        return "in " + engine.name() + " " + engine.version() + " (DOCKER_HOST)";
    }

    @Test
    void theEngineBindsThePortToTheLoopbackOnly() throws Exception {
        String port = ":" + emulator().endpoint().getPort();
        assertThat(docker("ps", "--no-trunc", "--filter", "label=" + PROCESS, "--format", "{{.Ports}}"))
                .contains("127.0.0.1" + port + "->5000/tcp")
                .doesNotContain("0.0.0.0", "::");
        Result listening = TestEngine.ours(List.of("ss", "-Hltn"), PATIENCE);
        assertThat(listening.out().lines().filter(line -> line.contains(port + " ")))
                .as(listening.toString())
                .isNotEmpty()
                .allMatch(line -> line.contains(" 127.0.0.1" + port + " "));
    }

    @Test
    void theContainerIsGoneAfterClose() {
        Emulator second = emulators(TestContainerEngine.variables(address)).start(folder, line -> {});
        List<String> both = containers();
        second.close();

        assertThat(both).hasSizeGreaterThan(1);
        assertThat(containers()).hasSize(both.size() - 1);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void theContainerIsGoneAfterItsProcessWasKilled() throws Exception {
        Process process = emulatorProcess(TestContainerEngine.variables(address));
        String told = firstLines(process).get(0);
        String id = container(process.pid());
        assertThat(told).contains("in " + engine.told());

        process.destroyForcibly().waitFor();

        long end = System.nanoTime() + PATIENCE.toNanos();
        while (containers().contains(id) && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(containers()).doesNotContain(id);
    }

    @Test
    void aStartRemovesContainersOfDeadProcessesOnly() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        try (DockerClient client = engine.client()) {
            String ofDead = sleeping(client, Map.of(PROCESS, String.valueOf(dead.pid())));
            String ofOther =
                    sleeping(client, Map.of("io.github.qisaws.emulator.host", "elsewhere", PROCESS, "" + dead.pid()));
            String ofReused = sleeping(client, Map.of("io.github.qisaws.emulator.start", "1"));
            String ofEarlierBoot = sleeping(client, Map.of("io.github.qisaws.emulator.boot", "earlier"));
            String ofLiving = sleeping(client, Map.of());

            emulators(TestContainerEngine.variables(address))
                    .start(folder, line -> {})
                    .close();

            assertThat(containers())
                    .doesNotContain(ofDead, ofReused, ofEarlierBoot)
                    .contains(ofOther, ofLiving);
            List.of(ofOther, ofLiving).forEach(id -> ContainerOwner.remove(client, id));
        }
    }

    @Test
    void anEngineAtATcpAddressOfThisMachineIsUsedThroughTheLoopback() throws Exception {
        try (Relay relay = new Relay(address);
                Emulator emulator = emulators(TestContainerEngine.variables(relay.address()))
                        .start(folder, line -> {})) {
            assertThat(emulator.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThat(emulator.told()).contains("in " + engine.told());
            assertThat(Http.status(emulator.endpoint().resolve("/moto-api/"))).contains(200);
        }
    }

    /** As in a development container that was given the engine's socket. */
    @Test
    void aProcessInAContainerReachesItAtTheEnginesOwnAddress() throws Exception {
        String id = container(ProcessHandle.current().pid()).lines().findFirst().orElseThrow();
        String gateway = docker("inspect", id, "--format", "{{.NetworkSettings.Gateway}}");
        Result inside = insideAContainer("bridge");

        assertThat(inside.out()).as(inside.toString()).contains("at http://" + gateway + ":", "Optional[200]");
    }

    /** As on a machine that has the mark of a container, and an engine of its own. */
    @Test
    void aProcessInAContainerWithTheNetworkOfTheEngineUsesTheLoopback() throws Exception {
        Result inside = insideAContainer("host");

        assertThat(inside.out()).as(inside.toString()).contains("at http://127.0.0.1:", "Optional[200]");
    }

    private Result insideAContainer(String network) throws IOException {
        Path java = Path.of(System.getProperty("java.home"));
        Path socket = Path.of(address.getPath());
        List<String> command = new ArrayList<>(List.of("docker", "-H", address.toString(), "run", "--rm"));
        command.addAll(List.of("--network", network, "-e", "DOCKER_HOST=unix:///engine.sock"));
        command.addAll(List.of("-e", Emulators.VARIABLE + "=container", "-v", socket + ":/engine.sock"));
        for (String folder : folders(java)) {
            command.addAll(List.of("-v", folder + ":" + folder + ":ro"));
        }
        command.addAll(List.of("--entrypoint", java.resolve("bin/java").toString(), EmulatorImage.MOTO.name()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EmulatorProcess.class.getName()));
        return TestEngine.ours(command, Duration.ofMinutes(3));
    }

    /** The folders of Java, of its settings, which Debian keeps elsewhere, and of the class path. */
    private static Set<String> folders(Path java) throws IOException {
        Path security = java.resolve("conf/security/java.security").toRealPath();
        Set<String> folders = new TreeSet<>(
                Set.of(java.toString(), security.getParent().getParent().toString()));
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            folders.add((Files.isDirectory(path) ? path : path.getParent()).toString());
        }
        return folders;
    }

    private Emulators emulators(Map<String, String> ours) {
        Map<String, String> wanted = new TreeMap<>(ours);
        wanted.put(Emulators.VARIABLE, "container");
        return new Emulators(new ProcessRunner(new Interrupts()), wanted, TestEngine.CACHE);
    }

    private static Process emulatorProcess(Map<String, String> ours) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmulatorProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(ours);
        builder.environment().put(Emulators.VARIABLE, "container");
        return builder.start();
    }

    private static List<String> firstLines(Process process) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        return List.of(lines.readLine(), lines.readLine());
    }

    /** A container that does nothing, with the labels of this process except those that are given. */
    private static String sleeping(DockerClient client, Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(ContainerOwner.labels());
        all.putAll(labels);
        String id = client.createContainerCmd(EmulatorImage.MOTO.name())
                .withEntrypoint("python", "-c", "import time; time.sleep(600)")
                .withLabels(all)
                .withHostConfig(HostConfig.newHostConfig().withAutoRemove(true))
                .exec()
                .getId();
        client.startContainerCmd(id).exec();
        return id;
    }

    private String container(long pid) {
        return docker("ps", "-aq", "--no-trunc", "--filter", "label=" + PROCESS + "=" + pid);
    }

    private List<String> containers() {
        return docker("ps", "-aq", "--no-trunc", "--filter", "label=" + PROCESS)
                .lines()
                .toList();
    }

    private String docker(String... arguments) {
        return TestContainerEngine.docker(address, arguments);
    }
}
