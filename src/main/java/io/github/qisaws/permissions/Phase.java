package io.github.qisaws.permissions;

/** What is done with a resource when an action is needed. */
enum Phase {
    READ,
    CREATE,
    UPDATE,
    DELETE,
    /** Finding a resource that exists and is missing from the state. */
    IMPORT,
    /** Restoring the data in a resource beside it, apart from the plans. */
    RESTORE
}
