package io.github.qisaws.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;

/**
 * A container engine that answered.
 *
 * @param name the product: Docker or Podman
 * @param version its version, without the suffix of a distribution
 * @param apiVersion version of Docker's API that it offers
 * @param place where it was found, for example {@code context colima}
 * @param address its address, as in {@code DOCKER_HOST}
 * @param certificates folder with the certificates of a TLS connection, as in {@code DOCKER_CERT_PATH}
 */
public record ContainerEngine(
        String name, String version, String apiVersion, String place, URI address, Optional<Path> certificates) {
    /** Product, version, and place, for messages. */
    public String told() {
        return name + " " + version + " (" + place + ")";
    }

    /**
     * Connects to this engine with the client of Testcontainers. Testcontainers itself keeps one engine for a whole
     * process, and starts a container with the engine's socket to clean up after it.
     */
    public DockerClient client() {
        return DockerClientImpl.getInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(address.toString())
                        .withApiVersion(apiVersion)
                        .build(),
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(address)
                        .sslConfig(certificates.map(EngineTls::of).orElse(null))
                        .build());
    }
}
