package io.github.qisaws.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network namespace with a bridge, the AWS emulator, instance metadata, a load balancer's stand-in (HAProxy) and the
 * machines of one test class. Nothing of it is visible outside the namespace, and all of it goes at the end.
 */
final class Lab implements AutoCloseable {
    static final String DATA_ADDRESS = "10.77.0.10";
    static final String PROXY = "http://10.77.0.1";
    static final int DATABASE_MEGABYTES = 1200;
    static final int IMAGES_MEGABYTES = 200;
    static final String SECRET = "qis/demo";
    private static final String SWEEP = ServerRoot.MACHINES.resolve("sweep.sh").toString();
    private static final Path STATE = Path.of("/tmp");
    private static final Duration READY = Duration.ofSeconds(90);

    private final String name;
    private final Path folder;
    private final List<Path> layers;
    private final List<String> devices = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Thread hook = new Thread(this::clear);

    private Lab() {
        name = "qis" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime() % 46656, 36);
        folder = STATE.resolve("qis-lab-" + name);
        layers = ServerRoot.layers();
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            build();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    static Lab open() {
        ServerRoot.assumePossible();
        // What a killed test run left behind.
        Shell.check(SWEEP);
        return new Lab();
    }

    private void build() {
        Shell.check("mkdir", "-p", folder.resolve("state").toString());
        Shell.check("ip", "netns", "add", name);
        network("link set lo up");
        // Without a forwarding delay a new port works at once.
        network("link add br0 type bridge forward_delay 0");
        network("addr add 10.77.0.1/24 dev br0");
        network("addr add 169.254.169.254/32 dev br0");
        network("link set br0 up");
        attach("database", DATABASE_MEGABYTES);
        attach("images", IMAGES_MEGABYTES);
        background(
                "metadata",
                "python3",
                ServerRoot.MACHINES.resolve("metadata.py").toString(),
                folder.resolve("state").toString());
        background("moto", Moto.server().toString(), "-H", "10.77.0.1", "-p", "5000");
        Waiting.until("the AWS emulator answers", READY, () -> curl("-s", "http://10.77.0.1:5000/moto-api/")
                .succeeded());
        // As Terraform makes it: a secret without a value.
        aws("create_secret(Name='" + SECRET + "')");
    }

    private void network(String words) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(words.split(" ")));
        Shell.check(Duration.ofSeconds(20), command);
    }

    /** A blank volume that machines see which boot afterwards; its file is in the lab's folder, by name. */
    String attach(String volume, int megabytes) {
        String device = blankVolume(volume, megabytes);
        devices.add(device);
        return device;
    }

    String blankVolume(String volume, int megabytes) {
        Path file = folder.resolve(volume + ".volume");
        Shell.check("truncate", "-s", megabytes + "M", file.toString());
        return Shell.check("losetup", "-f", "--show", file.toString()).trim();
    }

    Process background(String what, String... command) {
        Process process = Shell.start(inNetwork(command), folder.resolve(what + ".log"), folder.resolve(what + ".err"));
        processes.add(process);
        return process;
    }

    List<String> inNetwork(String... command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
        whole.addAll(List.of(command));
        return whole;
    }

    Shell.Result curl(String... arguments) {
        List<String> command = new ArrayList<>(inNetwork("curl", "--max-time", "30", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        return Shell.run(Duration.ofSeconds(40), command);
    }

    /** Calls Secrets Manager on the emulator. */
    String aws(String call) {
        List<String> command = Moto.secretsManager("http://10.77.0.1:5000", call);
        return Shell.check(Duration.ofSeconds(60), inNetwork(command.toArray(String[]::new)));
    }

    String secret(String key) {
        return aws("get_secret_value(SecretId='" + SECRET + "')['SecretString'] and __import__('json').loads("
                        + "c.get_secret_value(SecretId='" + SECRET + "')['SecretString'])['" + key + "']")
                .trim();
    }

    /** The load balancer's stand-in: adds X-Forwarded-*, ends a request that fails (no retries), asks "/" each second. */
    void startProxy(Map<String, String> servers) {
        String backends = servers.entrySet().stream()
                .map(entry ->
                        "  server " + entry.getKey() + " " + entry.getValue() + ":80 check inter 1s fall 2 rise 2\n")
                .collect(Collectors.joining());
        Path configuration = folder.resolve("haproxy.cfg");
        Disk.write(configuration.toString(), read(ServerRoot.MACHINES.resolve("haproxy.cfg")) + backends);
        background("haproxy", "haproxy", "-db", "-f", configuration.toString());
    }

    boolean up(String server) {
        return curl("-s", "http://10.77.0.1:8404/stats;csv")
                .out()
                .lines()
                .filter(line -> line.startsWith("qis," + server + ","))
                .anyMatch(line -> line.split(",", -1)[17].equals("UP"));
    }

    void lifecycle(Machine machine, String state) {
        Disk.write(folder.resolve("state").resolve(machine.address()).toString(), state);
    }

    String autoScalingCalls() {
        return read(folder.resolve("state/calls"));
    }

    /** A machine; the folders are laid over the common image. */
    Machine machine(String machine, int host, Path... above) {
        Machine made = new Machine(this, machine, "10.77.0." + host, List.of(above));
        machines.put(machine, made);
        return made;
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    String layers(List<Path> above) {
        return Stream.concat(above.stream(), layers.stream())
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    List<String> devices() {
        return List.copyOf(devices);
    }

    String databaseDevice() {
        return devices.get(0);
    }

    String imagesDevice() {
        return devices.get(1);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clear();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /** Everything that was made, whatever state the test left it in. */
    private synchronized void clear() {
        machines.clear();
        processes.forEach(Process::destroy);
        processes.clear();
        Shell.run(SWEEP, name);
        devices.clear();
    }
}
