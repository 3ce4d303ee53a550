package io.github.qisaws.permissions;

/** Evidence that a deployer needs an action. */
public enum Source {
    /** Recorded: the AWS provider made the call on the emulator. */
    SEEN,
    /** AWS's Service Authorization Reference: AWS checks the action although nobody calls it. */
    AUTHORIZATION,
    /** Source code and documentation only: the call was not seen. */
    DOCUMENTS
}
