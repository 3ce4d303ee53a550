package io.github.qisaws.aws;

import java.time.Instant;
import java.util.Optional;

/** What a bootstrap asks of the AWS account. */
public interface StateAccount {
    /**
     * Compares the account of the credentials with the environment's.
     *
     * @throws io.github.qisaws.problem.ProblemException if they differ or the credentials are refused
     */
    void requireAccount(String account);

    boolean hasBucket(String name);

    /** The key that an alias points to. */
    Optional<KmsKey> keyOf(String alias);

    /** The enabled customer key with this description; of several the newest. */
    Optional<KmsKey> enabledKey(String description);

    /**
     * A KMS key.
     *
     * @param pendingDeletion whether AWS will delete it
     * @param deletion when AWS will delete it, where AWS reports that
     */
    record KmsKey(String id, String arn, boolean pendingDeletion, Optional<Instant> deletion) {}
}
