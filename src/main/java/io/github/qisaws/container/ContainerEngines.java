package io.github.qisaws.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the container engine of this machine. {@code DOCKER_HOST} always wins. Otherwise Docker's current context comes
 * first, then the sockets of Docker, rootless Docker, Docker Desktop, Colima, OrbStack, Rancher Desktop, and Podman. Each
 * is asked for its version, because a socket may be left over from an engine that no longer runs.
 */
public final class ContainerEngines {
    /** Time for the answers of all places together. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, String> ours;
    private final Path root;

    /**
     * The engines of this machine.
     *
     * @param ours environment variables of this process
     */
    public ContainerEngines(Map<String, String> ours) {
        this(ours, Path.of("/"));
    }

    ContainerEngines(Map<String, String> ours, Path root) {
        this.ours = Map.copyOf(ours);
        this.root = root;
    }

    /**
     * What a search found.
     *
     * @param engine the first engine that answered
     * @param passedOver places before it that should have an engine and did not answer, each with the reason
     * @param absent places where nothing is
     */
    public record Search(Optional<ContainerEngine> engine, List<String> passedOver, List<String> absent) {
        public Search {
            passedOver = List.copyOf(passedOver);
            absent = List.copyOf(absent);
        }

        /** Why no engine was found, for messages. */
        public String nothing() {
            List<String> reasons = new ArrayList<>();
            passedOver.forEach(place -> reasons.add("No engine answered: " + place + "."));
            if (!absent.isEmpty()) {
                reasons.add("No socket: " + String.join(", ", absent) + ".");
            }
            return String.join("\n", reasons);
        }
    }

    /** Asks all places at once and takes the first in order that answers; takes at most two seconds. */
    public Search search() {
        EnginePlaces places = new EnginePlaces(ours, root);
        List<String> passedOver = new ArrayList<>(places.unusable());
        List<String> absent = new ArrayList<>();
        List<EngineProbe> probes = new ArrayList<>();
        for (EnginePlace place : places.all()) {
            Optional<Path> file = place.file();
            if (file.isPresent() && !Files.exists(file.get()) && !place.isNamed()) {
                absent.add(place.name() + " (" + file.get() + ")");
            } else {
                probes.add(EngineProbe.start(place));
            }
        }
        return new Search(first(probes, passedOver), passedOver, absent);
    }

    private static Optional<ContainerEngine> first(List<EngineProbe> probes, List<String> passedOver) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (EngineProbe probe : probes) {
                try {
                    return Optional.of(probe.await(end - System.nanoTime()));
                } catch (IOException e) {
                    passedOver.add(probe.place().passedOver(e.getMessage()));
                }
            }
            return Optional.empty();
        } finally {
            probes.forEach(EngineProbe::close);
        }
    }
}
