package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Cases;
import java.util.Optional;

/** The servers of an environment that can prove copies, because they have PostgreSQL and an image library. */
public final class CopyServers {
    private CopyServers() {}

    /** The component of these servers; empty if QIS runs in containers. */
    public static Optional<String> component(Environment environment) {
        return environment
                .topology()
                .match(new Cases<>(
                        single -> Optional.of("data-server"),
                        two -> Optional.of("data-server"),
                        managed -> Optional.of("web-tier"),
                        fargate -> Optional.empty(),
                        host -> Optional.empty(),
                        pipeline -> Optional.empty()));
    }
}
