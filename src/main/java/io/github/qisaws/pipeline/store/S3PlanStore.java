package io.github.qisaws.pipeline.store;

import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.pipeline.certificate.AwsAccess;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Sealed plans in the bucket of the state, which encrypts them with its own key and deletes them after 7 days. */
public final class S3PlanStore implements PlanStore {
    private final AwsAccess access;
    private final String account;
    private final String bucket;

    /** @param account the bucket's owner; a bucket of that name in another account is refused by S3 */
    public S3PlanStore(AwsAccess access, String account, StateBackend.S3 state) {
        this.access = access;
        this.account = account;
        this.bucket = state.bucket();
    }

    @Override
    public void put(StoredPlan plan, Path folder) throws IOException {
        byte[] archive = PlanArchive.pack(folder);
        // Without an encryption of its own: the bucket's default is its own key, "aws:kms" alone would be S3's.
        PutObjectResponse answer = change(
                "s3:PutObject",
                "stored the plan in the state bucket as " + plan.key(),
                s3 -> s3.putObject(
                        request -> request.bucket(bucket).key(plan.key()).expectedBucketOwner(account),
                        RequestBody.fromBytes(archive)));
        if (answer.serverSideEncryption() != ServerSideEncryption.AWS_KMS) {
            change(
                    "s3:DeleteObject",
                    "deleted " + plan.key() + " again",
                    s3 -> s3.deleteObject(
                            request -> request.bucket(bucket).key(plan.key()).versionId(answer.versionId())));
            throw new Problem(
                            ExitCode.FAILED,
                            "the bucket " + bucket + " does not encrypt with a key of its own",
                            "A plan can hold secrets. S3 answered with the encryption "
                                    + answer.serverSideEncryptionAsString() + ", so the plan was deleted again.",
                            "repair the bucket: qis-aws bootstrap " + plan.environment())
                    .asException();
        }
    }

    @Override
    public List<StoredPlan> list(String environment) {
        return ask("s3:ListBucket", s3 -> s3
                .listObjectsV2Paginator(request -> request.bucket(bucket)
                        .prefix(StoredPlan.prefix(environment))
                        .expectedBucketOwner(account))
                .contents()
                .stream()
                .flatMap(object -> StoredPlan.of(object.key(), object.lastModified()).stream())
                .toList());
    }

    @Override
    public void fetch(StoredPlan plan, Path folder) throws IOException {
        byte[] archive = ask("s3:GetObject", s3 -> s3.getObjectAsBytes(
                        request -> request.bucket(bucket).key(plan.key()).expectedBucketOwner(account))
                .asByteArray());
        try {
            PlanArchive.unpack(archive, folder);
        } catch (ZipException e) {
            throw PlanArchive.altered("it is no archive any more");
        }
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
