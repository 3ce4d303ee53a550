package io.github.qisaws.bootstrap;

import io.github.qisaws.architecture.RemoteStateComponent;
import io.github.qisaws.aws.StateAccount;
import io.github.qisaws.aws.StateAccount.KmsKey;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bucket, key, and alias that an interrupted bootstrap created and that its state lacks. */
record StateOrphans(StateAccount account, String bucket) {
    static final String BUCKET = "module.remote-state.aws_s3_bucket.this";
    static final String KEY = "module.remote-state.aws_kms_key.this";
    static final String ALIAS = "module.remote-state.aws_kms_alias.this";

    /**
     * The resources that exist and are missing from the state: import IDs by address.
     *
     * @param known the addresses in the state
     * @throws io.github.qisaws.problem.ProblemException if the key is pending deletion, or an AWS call fails
     */
    Map<String, String> besides(List<String> known) {
        Map<String, String> found = new TreeMap<>();
        if (!known.contains(BUCKET) && account.hasBucket(bucket)) {
            found.put(BUCKET, bucket);
        }
        if (!known.contains(KEY) || !known.contains(ALIAS)) {
            Optional<KmsKey> named = account.keyOf(alias());
            named.ifPresent(key -> found.put(ALIAS, alias()));
            // A kill between creating key and alias leaves a key without an alias.
            named.or(() -> account.enabledKey(RemoteStateComponent.keyDescription(bucket)))
                    .ifPresent(key -> found.put(KEY, usable(key).id()));
        }
        found.keySet().removeAll(known);
        return found;
    }

    private String alias() {
        return "alias/" + bucket;
    }

    private KmsKey usable(KmsKey key) {
        if (key.pendingDeletion()) {
            throw new Problem(
                            ExitCode.BLOCKED,
                            "KMS key of the state bucket is pending deletion",
                            alias() + " points to " + key.arn() + ", which AWS deletes"
                                    + key.deletion()
                                            .map(Instant::toString)
                                            .map(" on "::concat)
                                            .orElse("")
                                    + ". State files encrypted with this key will be unreadable.",
                            "Run aws kms cancel-key-deletion --key-id " + key.id() + " and aws kms enable-key --key-id "
                                    + key.id() + ", then rerun.")
                    .asException();
        }
        return key;
    }
}
