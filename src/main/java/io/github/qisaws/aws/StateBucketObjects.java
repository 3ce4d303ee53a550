package io.github.qisaws.aws;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Objects in the state bucket, which encrypts them with its own key. The bucket deletes what is below {@code plans/} after
 * 7 days.
 */
public final class StateBucketObjects implements ObjectStore {
    private final AwsAccess access;
    private final String account;
    private final String bucket;
    private final String environment;

    /**
     * The objects of a bucket.
     *
     * @param account the bucket's owner; S3 refuses a bucket with this name in another account
     * @param environment whose state is in the bucket
     */
    public StateBucketObjects(AwsAccess access, String account, String bucket, String environment) {
        this.access = access;
        this.account = account;
        this.bucket = bucket;
        this.environment = environment;
    }

    @Override
    public void put(String key, byte[] content) {
        // Without an encryption of its own: the bucket's default is its own key, "aws:kms" alone would be S3's.
        PutObjectResponse answer = change(
                "s3:PutObject",
                "stored " + key + " in the state bucket",
                s3 -> s3.putObject(
                        request -> request.bucket(bucket).key(key).expectedBucketOwner(account),
                        RequestBody.fromBytes(content)));
        if (answer.serverSideEncryption() != ServerSideEncryption.AWS_KMS) {
            change(
                    "s3:DeleteObject",
                    "deleted " + key + " again",
                    s3 -> s3.deleteObject(
                            request -> request.bucket(bucket).key(key).versionId(answer.versionId())));
            throw new Problem(
                            ExitCode.FAILED,
                            "the bucket " + bucket + " does not encrypt with a key of its own",
                            "A plan can hold secrets. S3 answered with the encryption "
                                    + answer.serverSideEncryptionAsString() + ", so the plan was deleted again.",
                            "repair the bucket: qis-aws bootstrap " + environment)
                    .asException();
        }
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
