package io.github.qisaws.aws;

import java.time.Instant;
import java.util.Optional;

/** The AWS calls of a bootstrap; an interface so that tests need no account. */
public interface StateAccount {
    /**
     * Throws if the credentials are not of the given account.
     *
     * @throws io.github.qisaws.problem.ProblemException if the accounts differ or the credentials are rejected
     */
    void requireAccount(String account);

    boolean hasBucket(String name);

    /** The key that an alias points to. */
    Optional<KmsKey> keyOf(String alias);

    /** The newest enabled customer managed key with this description. */
    Optional<KmsKey> enabledKey(String description);

    /**
     * A KMS key.
     *
     * @param pendingDeletion whether AWS will delete it
     * @param deletion when AWS deletes the key, if AWS reports that
     */
    record KmsKey(String id, String arn, boolean pendingDeletion, Optional<Instant> deletion) {}
}
