package io.github.qisaws.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The machine and the PID namespace of this process, in which its process ID is valid. */
public final class ThisProcess {
    private ThisProcess() {}

    /** This machine's host name, as Terraform writes it into its state locks. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /**
     * PID namespace of this process, because containers with the same host name number their processes separately;
     * empty if not Linux.
     */
    public static Optional<String> pidNamespace() {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
