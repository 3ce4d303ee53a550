package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.RemoteStateComponent;
import io.github.qisaws.pipeline.certificate.AwsAccess;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Bucket, key and alias that a bootstrap made and was killed before it could note them. */
final class StateOrphans {
    static final String BUCKET = "module.remote-state.aws_s3_bucket.this";
    static final String KEY = "module.remote-state.aws_kms_key.this";
    static final String ALIAS = "module.remote-state.aws_kms_alias.this";

    private final AwsAccess access;
    private final String bucket;

    StateOrphans(AwsAccess access, String bucket) {
        this.access = access;
        this.bucket = bucket;
    }

    /**
     * What exists and is not known; the ids to import by the addresses.
     *
     * @throws io.github.qisaws.problem.ProblemException if the key waits for its deletion, or AWS refuses to tell
     */
    Map<String, String> besides(List<String> known) {
        Map<String, String> found = new TreeMap<>();
        if (!known.contains(BUCKET) && bucketExists()) {
            found.put(BUCKET, bucket);
        }
        if (!known.contains(KEY) || !known.contains(ALIAS)) {
            Optional<KeyMetadata> named = withKms("kms:DescribeKey", kms -> keyOf(kms, alias()));
            named.ifPresent(key -> found.put(ALIAS, alias()));
            named.or(this::unnamed).ifPresent(key -> found.put(KEY, usable(key).keyId()));
        }
        found.keySet().removeAll(known);
        return found;
    }

    private String alias() {
        return "alias/" + bucket;
    }

    private boolean bucketExists() {
        return access.call("s3:ListBucket", Problem.NOTHING_CHANGED, () -> {
            try (S3Client s3 = access.configure("S3", S3Client.builder())
                    .forcePathStyle(true)
                    .build()) {
                s3.headBucket(request -> request.bucket(bucket));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** A key whose alias was not made any more; of several the newest. */
    private Optional<KeyMetadata> unnamed() {
        String description = RemoteStateComponent.keyDescription(bucket);
        return withKms("kms:ListKeys", kms -> kms.listKeysPaginator().keys().stream()
                .flatMap(key -> keyOf(kms, key.keyId()).stream())
                .filter(key -> key.keyManager() == KeyManagerType.CUSTOMER)
                .filter(key -> key.keyState() == KeyState.ENABLED)
                .filter(key -> description.equals(key.description()))
                .max(Comparator.comparing(KeyMetadata::creationDate)));
    }

    private static Optional<KeyMetadata> keyOf(KmsClient kms, String id) {
        try {
            return Optional.of(kms.describeKey(request -> request.keyId(id)).keyMetadata());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private KeyMetadata usable(KeyMetadata key) {
        if (key.keyState() == KeyState.PENDING_DELETION) {
            throw Problem.harmless(
                            ExitCode.BLOCKED,
                            "the key of the state waits for its deletion",
                            alias() + " leads to " + key.arn() + ", which AWS deletes on " + key.deletionDate()
                                    + "; states encrypted with it cannot be read then.",
                            "aws kms cancel-key-deletion --key-id " + key.keyId() + ", aws kms enable-key --key-id "
                                    + key.keyId() + ", then run this again.")
                    .asException();
        }
        return key;
    }

    private <T> T withKms(String action, Function<KmsClient, T> call) {
        return access.call(action, Problem.NOTHING_CHANGED, () -> {
            try (KmsClient kms = access.configure("KMS", KmsClient.builder()).build()) {
                return call.apply(kms);
            }
        });
    }
}
