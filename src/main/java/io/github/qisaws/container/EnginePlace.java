package io.github.qisaws.container;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place where a container engine may answer.
 *
 * @param name for messages, for example {@code context colima}
 * @param isNamed whether a setting names it, so that a missing socket is a mistake
 */
record EnginePlace(String name, URI address, Optional<Path> certificates, boolean isNamed) {
    static EnginePlace socket(String name, Path socket) {
        return new EnginePlace(name, URI.create("unix://" + socket.toUri().getRawPath()), Optional.empty(), false);
    }

    /** The file of a Unix socket; empty for a network address. */
    Optional<Path> file() {
        return "unix".equals(address.getScheme()) ? Optional.of(Path.of(address.getPath())) : Optional.empty();
    }

    /** The reason for which this place is passed over. */
    String passedOver(String why) {
        String where = address.toString();
        return (where.equals(name) ? where : name + " (" + where + ")") + ": " + why;
    }
}
