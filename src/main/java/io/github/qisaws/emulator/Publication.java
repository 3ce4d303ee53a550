package io.github.qisaws.emulator;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network.Ipam.Config;
import io.github.qisaws.container.ContainerEngine;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an engine publishes a port, and where this process reaches it.
 *
 * @param bound IP address of the engine's machine to which the port is bound
 * @param reached IP address for this process. Not a host name: the user's NO_PROXY could exclude it, but S3 Control
 *     calls need the proxy
 */
record Publication(String bound, String reached) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ALL = "0.0.0.0";

    /** Files that Docker and Podman put into each container. */
    private static final List<Path> MARKS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

    static Publication by(ContainerEngine engine, DockerClient client) throws IOException {
        String host = engine.address().getHost();
        if (host != null) {
            String address = ipv4(host);
            return InetAddress.getByName(address).isLoopbackAddress()
                    ? new Publication(LOOPBACK, LOOPBACK)
                    : new Publication(ALL, address);
        }
        if (MARKS.stream().anyMatch(Files::exists)) {
            Optional<String> gateway = gateway(client);
            if (gateway.isPresent() && !isOurs(gateway.get())) {
                // The engine runs outside of this container. Its loopback is not ours, but its bridge can be reached.
                return new Publication(gateway.get(), gateway.get());
            }
        }
        return new Publication(LOOPBACK, LOOPBACK);
    }

    private static String ipv4(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (address instanceof Inet4Address) {
                return address.getHostAddress();
            }
        }
        return host;
    }

    /** The engine's own address in the network of its containers: Docker takes the first one if none was chosen. */
    private static Optional<String> gateway(DockerClient client) throws UnknownHostException {
        for (Config config : client.inspectNetworkCmd()
                .withNetworkId("bridge")
                .exec()
                .getIpam()
                .getConfig()) {
            if (config.getGateway() != null) {
                return Optional.of(config.getGateway());
            }
            if (config.getSubnet() != null && config.getSubnet().contains(".")) {
                byte[] first = InetAddress.getByName(config.getSubnet().replaceFirst("/.*", ""))
                        .getAddress();
                first[first.length - 1]++;
                return Optional.of(InetAddress.getByAddress(first).getHostAddress());
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(String address) throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    }
}
