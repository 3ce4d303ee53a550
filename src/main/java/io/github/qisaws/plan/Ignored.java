package io.github.qisaws.plan;

import java.util.Set;

/** What a configuration tells Terraform to leave alone, which plans do not say. */
@FunctionalInterface
public interface Ignored {
    /** The attributes under {@code ignore_changes} of a resource. */
    Set<String> attributes(Address resource);
}
