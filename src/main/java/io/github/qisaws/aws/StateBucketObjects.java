package io.github.qisaws.aws;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Objects in the state bucket, which encrypts them with its KMS key and deletes objects under {@code plans/} after 7
 * days.
 */
public final class StateBucketObjects implements ObjectStore {
    private final AwsAccess access;
    private final String account;
    private final String bucket;
    private final String environment;

    /**
     * The objects of a bucket.
     *
     * @param account the bucket's owner; S3 rejects calls if a bucket of another account has this name
     * @param environment whose state is in the bucket
     */
    public StateBucketObjects(AwsAccess access, String account, String bucket, String environment) {
        this.access = access;
        this.account = account;
        this.bucket = bucket;
        this.environment = environment;
    }

    @Override
    public void create(String key, byte[] content) {
        requireEncryption();
        // No encryption in the request, so the bucket's KMS key is used; "aws:kms" alone would use the AWS managed key.
        PutObjectResponse answer =
                change("s3:PutObject", "stored " + key + " in the state bucket", s3 -> putOnce(s3, key, content));
        if (answer.serverSideEncryption() != ServerSideEncryption.AWS_KMS) {
            throw notEncrypted(
                    "S3 stored " + key + " with the encryption " + answer.serverSideEncryptionAsString() + ".",
                    "Delete the object and its versions, then run qis-aws bootstrap " + environment
                            + " to repair the bucket.");
        }
    }

    /** The job that stores plans cannot delete any, so the encryption is checked before the upload. */
    private void requireEncryption() {
        List<ServerSideEncryption> rules = ask("s3:GetEncryptionConfiguration", s3 -> s3
                .getBucketEncryption(request -> request.bucket(bucket).expectedBucketOwner(account))
                .serverSideEncryptionConfiguration()
                .rules()
                .stream()
                .map(rule -> rule.applyServerSideEncryptionByDefault().sseAlgorithm())
                .toList());
        if (!rules.equals(List.of(ServerSideEncryption.AWS_KMS))) {
            throw notEncrypted(
                    "Its default encryption is " + rules + ". Nothing was uploaded.",
                    "Run qis-aws bootstrap " + environment + " to repair the bucket.");
        }
    }

    private PutObjectResponse putOnce(S3Client s3, String key, byte[] content) {
        try {
            return s3.putObject(
                    request -> request.bucket(bucket).key(key).ifNoneMatch("*").expectedBucketOwner(account),
                    RequestBody.fromBytes(content));
        } catch (S3Exception e) {
            if (e.statusCode() == HttpURLConnection.HTTP_PRECON_FAILED) {
                throw new Problem(
                                ExitCode.FAILED,
                                "state bucket already contains this plan",
                                "The object " + key + " in bucket " + bucket
                                        + " exists. A stored plan is never replaced.",
                                "Run qis-aws plan " + environment + " --store again. Each plan file has its own key.")
                        .causedBy(e);
            }
            throw e;
        }
    }

    private ProblemException notEncrypted(String why, String fix) {
        return new Problem(
                        ExitCode.FAILED,
                        "bucket " + bucket + " does not encrypt with a KMS key",
                        "A plan can contain secrets. " + why,
                        fix)
                .asException();
    }

    @Override
    public List<Stored> list(String prefix) {
        return ask("s3:ListBucket", s3 -> s3
                .listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix).expectedBucketOwner(account))
                .contents()
                .stream()
                .map(object -> new Stored(object.key(), object.lastModified()))
                .toList());
    }

    @Override
    public byte[] get(String key) {
        return ask("s3:GetObject", s3 -> s3.getObjectAsBytes(
                        request -> request.bucket(bucket).key(key).expectedBucketOwner(account))
                .asByteArray());
    }

    private <T> T ask(String action, Function<S3Client, T> question) {
        return access.call(action, () -> with(question));
    }

    private <T> T change(String action, String effect, Function<S3Client, T> change) {
        return access.change(action, effect, () -> with(change));
    }

    private <T> T with(Function<S3Client, T> call) {
        try (S3Client s3 = access.configure("S3", S3Client.builder())
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build()) {
            return call.apply(s3);
        }
    }
}
