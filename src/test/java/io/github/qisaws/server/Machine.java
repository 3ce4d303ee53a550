package io.github.qisaws.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server: the image of the install steps with changes of its own over it, booted with systemd as process 1. */
final class Machine {
    /** Machines must not see each other's units: each gets a control group of its own, whatever the hierarchy here is. */
    private static final String OWN_CGROUP = """
            for top in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
              test -w $top/cgroup.procs || continue
              mkdir -p $top/$0 && echo $$ >$top/$0/cgroup.procs || exit 1
            done
            exec "$@"
            """;

    private final String name;
    private final String address;
    private final Path folder;
    private final Lab lab;
    private Process process;
    private long leader;

    Machine(Lab lab, String name, String address, List<Path> above) {
        this.lab = lab;
        this.name = name;
        this.address = address;
        this.folder = lab.folder().resolve(name);
        Disk.attach(lab, this, above);
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    /** What this machine has written over its image, except on its data volumes. */
    Path changes() {
        return folder.resolve("upper");
    }

    Path root() {
        return folder.resolve("root");
    }

    Machine role(Map<String, String> keys) {
        StringBuilder text = new StringBuilder();
        keys.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Disk.write(root() + "/etc/qis/role.env", text.toString());
        return this;
    }

    /** Boots; the role is applied by its unit as on any server. */
    Machine boot() {
        return start(List.of("--boot"));
    }

    /** Runs one program as process 1, as a container engine does. */
    Machine container(Map<String, String> environment, String program) {
        return container(environment, program, List.of(), List.of());
    }

    /** The same with all read-only but these folders, which are empty at the start, and without some capabilities. */
    Machine container(Map<String, String> environment, String program, List<String> writable, List<String> dropped) {
        List<String> arguments = new ArrayList<>();
        if (!writable.isEmpty()) {
            arguments.add("--read-only");
        }
        dropped.forEach(capability -> arguments.add("--drop-capability=CAP_" + capability));
        // There nspawn makes one by itself.
        writable.stream()
                .filter(path -> !List.of("/run", "/tmp").contains(path))
                .forEach(path -> arguments.add("--tmpfs=" + path));
        environment.forEach((key, value) -> arguments.add("--setenv=" + key + "=" + value));
        arguments.add(program);
        start(arguments);
        // A container engine gives the address; there is no network service inside.
        for (String words : List.of(
                "link set host0 up", "addr add " + address + "/24 dev host0", "route add default via 10.77.0.1")) {
            List<String> command = new ArrayList<>(inItsNetwork());
            command.add("ip");
            command.addAll(List.of(words.split(" ", -1)));
            Shell.check(Duration.ofSeconds(20), command);
        }
        return this;
    }

    private Machine start(List<String> arguments) {
        List<String> command = new ArrayList<>(lab.inNetwork(
                "bash",
                "-c",
                OWN_CGROUP,
                cgroup(),
                "systemd-nspawn",
                "-q",
                "-D",
                root().toString(),
                "--register=no",
                "--keep-unit",
                "--kill-signal=SIGTERM",
                "--network-bridge=br0",
                "--hostname=" + name,
                "--machine=" + lab.name() + "-" + name,
                // For the NFS server in user space, which opens files by handle.
                "--capability=CAP_DAC_READ_SEARCH",
                "--system-call-filter=open_by_handle_at name_to_handle_at",
                "--console=pipe"));
        lab.devices().forEach(device -> command.add("--bind=" + device));
        command.addAll(arguments);
        process = Shell.start(command, folder.resolve("console"), folder.resolve("errors"));
        Waiting.until(name + " starts", Duration.ofSeconds(30), () -> findLeader() > 1, this::console);
        leader = findLeader();
        return this;
    }

    /** The machine's process 1, seen from outside; nspawn has helpers beside it while it starts. 0 when there is none. */
    private long findLeader() {
        return process.children()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> Shell.run("grep", "-qE", "^NSpid:\\s+[0-9]+\\s+1$", "/proc/" + pid + "/status")
                        .succeeded())
                .findFirst()
                .orElse(0);
    }

    private String cgroup() {
        return lab.name() + "-" + name;
    }

    Shell.Result run(String... command) {
        return Shell.run(Duration.ofMinutes(5), inside(List.of(command)));
    }

    String check(String... command) {
        return Shell.check(Duration.ofMinutes(5), inside(List.of(command)));
    }

    String bash(String script) {
        return check("bash", "-c", script);
    }

    private List<String> inside(List<String> command) {
        List<String> whole = new ArrayList<>(List.of(
                "nsenter",
                "-t",
                Long.toString(leader),
                "-n",
                "-m",
                "-p",
                "-u",
                "-i",
                "env",
                "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "LANG=C.UTF-8"));
        whole.addAll(command);
        return whole;
    }

    /** The beginning of a command of the test machine that speaks from this server's address. */
    List<String> inItsNetwork() {
        return List.of("nsenter", "-t", Long.toString(leader), "-n");
    }

    /** Asks the PostgreSQL of this machine as its administrator. */
    String sql(String database, String statement) {
        return check(
                        "runuser",
                        "-u",
                        "postgres",
                        "--",
                        "psql",
                        "-h",
                        "/run/qis-postgresql",
                        "-AtX",
                        "-c",
                        statement,
                        database)
                .trim();
    }

    boolean roleApplied() {
        return run("systemctl", "is-active", "--quiet", "qis-role.service").succeeded();
    }

    boolean healthy() {
        return run("qis-health", "--quiet").succeeded();
    }

    Machine awaitRole() {
        Waiting.until(name + " applies its role", Duration.ofSeconds(150), this::roleApplied, this::journal);
        return this;
    }

    Machine awaitHealthy() {
        Waiting.until(name + " is healthy", Duration.ofSeconds(150), this::healthy, this::journal);
        return this;
    }

    /** The journal, or what a container without one printed. */
    String journal() {
        return run("journalctl", "--no-pager", "-b", "-o", "cat").out() + console();
    }

    String roleJournal() {
        return run("journalctl", "--no-pager", "-b", "-u", "qis-role.service", "-o", "cat")
                .out();
    }

    String console() {
        try {
            return Files.readString(folder.resolve("console")) + Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean running() {
        return process != null && process.isAlive();
    }

    /** Asks process 1 to end, as a container engine does. */
    void terminate() {
        Shell.check("kill", "-TERM", Long.toString(leader));
    }

    /** Ends the machine as a power cut does. */
    void kill() {
        if (running()) {
            long now = findLeader();
            if (now > 1) {
                Shell.run("kill", "-KILL", Long.toString(now));
            } else {
                process.destroyForcibly();
            }
            Waiting.until(name + " ends", Duration.ofSeconds(20), () -> !process.isAlive());
        }
    }

    /** Ends the machine and forgets all that it wrote. */
    void destroy() {
        kill();
        if (Shell.run("mountpoint", "-q", root().toString()).succeeded()) {
            Shell.run("umount", "-l", root().toString());
        }
        Shell.run("rm", "-rf", folder.toString());
        Shell.run(
                "bash",
                "-c",
                "find /sys/fs/cgroup/{systemd,unified,.}/" + cgroup() + " -depth -type d -exec rmdir {} + 2>/dev/null");
    }
}
