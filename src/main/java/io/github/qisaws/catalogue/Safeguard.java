package io.github.qisaws.catalogue;

/** What a resource without data of its own does for other resources. It is lost when the resource is removed. */
public enum Safeguard {
    PROTECTION,
    ENCRYPTION,
    PRIVACY,
    BACKUP,
    /** Others reach or use the resource, and cannot while it is gone. */
    SERVICE
}
