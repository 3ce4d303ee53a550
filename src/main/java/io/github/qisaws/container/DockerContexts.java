package io.github.qisaws.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The contexts of Docker's command-line client, in {@code ~/.docker} or {@code DOCKER_CONFIG}. */
final class DockerContexts {
    /** Docker's name for "no context": the address in DOCKER_HOST, else Docker's own socket. */
    private static final String NONE = "default";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> ours;

    DockerContexts(Map<String, String> ours) {
        this.ours = ours;
    }

    Path folder() {
        String given = ours.getOrDefault("DOCKER_CONFIG", "");
        return given.isBlank() ? UserCache.home(ours).resolve(".docker") : Path.of(given);
    }

    /** The name in DOCKER_CONTEXT, else that of {@code docker context use}; empty for Docker's own socket. */
    Optional<String> current() throws IOException {
        String given = ours.getOrDefault("DOCKER_CONTEXT", "");
        Path file = folder().resolve("config.json");
        String name = given.isBlank() && Files.isRegularFile(file)
                ? JSON.readTree(file.toFile()).path("currentContext").asText("")
                : given;
        return Optional.of(name).filter(text -> !text.isBlank() && !text.equals(NONE));
    }

    /** The engine of a context; empty if there is no such context. */
    Optional<EnginePlace> place(String name) throws IOException {
        for (Path file : descriptions()) {
            JsonNode context = JSON.readTree(file.toFile());
            JsonNode endpoint = context.path("Endpoints").path("docker");
            if (context.path("Name").asText("").equals(name) && endpoint.hasNonNull("Host")) {
                Path certificates = folder().resolve("contexts/tls")
                        .resolve(file.getParent().getFileName())
                        .resolve("docker");
                return Optional.of(new EnginePlace(
                        "context " + name,
                        URI.create(endpoint.path("Host").asText()),
                        Optional.of(certificates).filter(Files::isDirectory),
                        true));
            }
        }
        return Optional.empty();
    }

    private List<Path> descriptions() throws IOException {
        Path all = folder().resolve("contexts/meta");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.map(folder -> folder.resolve("meta.json"))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
