package io.github.qisaws.plan;

import java.util.Set;

/** The {@code ignore_changes} attributes of a configuration, which plan JSON does not contain. */
@FunctionalInterface
public interface Ignored {
    /** For a plan whose configuration is not at hand. */
    Ignored NOTHING = resource -> Set.of();

    /** The attributes under {@code ignore_changes} of a resource. */
    Set<String> attributes(Address resource);
}
