package io.github.qisaws.environment.schema;

/** A member of a section: a key or a nested section. */
public sealed interface Member permits Key, Section {
    /** From the root, such as {@code network.zones}; empty for the root itself. */
    String path();

    String description();

    /** The last part of the path. */
    default String name() {
        return path().substring(path().lastIndexOf('.') + 1);
    }
}
