package io.github.qisaws.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An NFSv4 client in user space, speaking from a machine's own address. */
final class NfsClient {
    private static final int QIS = 3999;
    private final List<String> network;

    private NfsClient(List<String> network) {
        this.network = network;
    }

    static NfsClient at(Machine machine) {
        return new NfsClient(machine.inItsNetwork());
    }

    /** Speaks from the bridge's address, which is in none of the application's subnets. */
    static NfsClient stranger(Lab lab) {
        return new NfsClient(lab.inNetwork());
    }

    boolean reads(String path) {
        return run("nfs-cat", url(path, QIS)).succeeded();
    }

    boolean writesAsQis(Path file, String path) {
        return run("nfs-cp", file.toString(), url(path, QIS)).succeeded();
    }

    boolean writesAsRoot(Path file, String path) {
        return run("nfs-cp", file.toString(), url(path, 0)).succeeded();
    }

    private static String url(String path, int user) {
        return "nfs://" + Lab.DATA_ADDRESS + path + "?version=4&uid=" + user + "&gid=" + user;
    }

    private Shell.Result run(String... words) {
        List<String> command = new ArrayList<>(network);
        command.addAll(List.of("timeout", "20"));
        command.addAll(List.of(words));
        return Shell.run(Duration.ofSeconds(30), command);
    }
}
