package io.github.qisaws.container;

import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places where container engines listen, most specific first: DOCKER_HOST alone if it is set, else Docker's current
 * context, then the sockets of the products, by their own documentation.
 */
final class EnginePlaces {
    private final Map<String, String> ours;
    private final Path root;
    private final List<EnginePlace> places = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    /**
     * Reads the settings.
     *
     * @param root root of the paths that do not depend on the user
     */
    EnginePlaces(Map<String, String> ours, Path root) {
        this.ours = ours;
        this.root = root;
        String given = ours.getOrDefault("DOCKER_HOST", "").strip();
        if (given.isEmpty()) {
            addContext();
            addSockets();
        } else {
            addGiven(given);
        }
    }

    List<EnginePlace> all() {
        return List.copyOf(places);
    }

    /** Settings that name no usable place, with the reason. */
    List<String> unusable() {
        return List.copyOf(unusable);
    }

    private void addGiven(String given) {
        boolean tls = !ours.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank() && !given.startsWith("unix:");
        String folder = ours.getOrDefault("DOCKER_CERT_PATH", "");
        try {
            places.add(new EnginePlace(
                    "DOCKER_HOST",
                    URI.create(given),
                    Optional.of(folder.isBlank() ? new DockerContexts(ours).folder() : Path.of(folder))
                            .filter(path -> tls),
                    true));
        } catch (IllegalArgumentException e) {
            unusable.add("DOCKER_HOST (" + given + "): not a URL");
        }
    }

    private void addContext() {
        DockerContexts contexts = new DockerContexts(ours);
        try {
            Optional<String> current = contexts.current();
            if (current.isPresent()) {
                contexts.place(current.get())
                        .ifPresentOrElse(
                                places::add,
                                () -> unusable.add("context " + current.get() + ": not in " + contexts.folder()));
            }
        } catch (IOException | IllegalArgumentException e) {
            unusable.add("Docker's contexts in " + contexts.folder() + ": " + firstLine(e));
        }
    }

    private void addSockets() {
        Path home = UserCache.home(ours);
        add("Docker", root.resolve("var/run/docker.sock"));
        addRuntime("rootless Docker", "docker.sock");
        add("Docker Desktop", home.resolve(".docker/run/docker.sock"));
        add("Docker Desktop", home.resolve(".docker/desktop/docker.sock"));
        add("Colima", home.resolve(".colima/default/docker.sock"));
        add("Colima", home.resolve(".colima/docker.sock"));
        add("OrbStack", home.resolve(".orbstack/run/docker.sock"));
        add("Rancher Desktop", home.resolve(".rd/docker.sock"));
        addRuntime("Podman", "podman/podman.sock");
        add("Podman machine", home.resolve(".local/share/containers/podman/machine/podman.sock"));
        add("Podman", root.resolve("run/podman/podman.sock"));
    }

    private void addRuntime(String name, String socket) {
        String folder = ours.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!folder.isBlank()) {
            add(name, Path.of(folder).resolve(socket));
        }
    }

    private void add(String name, Path socket) {
        EnginePlace place = EnginePlace.socket(name, socket);
        if (places.stream().noneMatch(known -> known.address().equals(place.address()))) {
            places.add(place);
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
