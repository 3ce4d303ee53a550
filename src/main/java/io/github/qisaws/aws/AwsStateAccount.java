package io.github.qisaws.aws;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS account of a state bucket. */
public record AwsStateAccount(AwsAccess access) implements StateAccount {
    @Override
    public void requireAccount(String account) {
        access.requireAccount(account);
    }

    @Override
    public boolean hasBucket(String name) {
        return access.call("s3:ListBucket", () -> {
            try (S3Client s3 = access.configure("S3", S3Client.builder())
                    .forcePathStyle(true)
                    .build()) {
                s3.headBucket(request -> request.bucket(name));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<KmsKey> keyOf(String alias) {
        return withKms("kms:DescribeKey", kms -> described(kms, alias)).map(AwsStateAccount::key);
    }

    @Override
    public Optional<KmsKey> enabledKey(String description) {
        return withKms("kms:ListKeys", kms -> kms.listKeysPaginator().keys().stream()
                        .flatMap(key -> described(kms, key.keyId()).stream())
                        .filter(key -> key.keyManager() == KeyManagerType.CUSTOMER)
                        .filter(key -> key.keyState() == KeyState.ENABLED)
                        .filter(key -> description.equals(key.description()))
                        .max(Comparator.comparing(KeyMetadata::creationDate)))
                .map(AwsStateAccount::key);
    }

    private static KmsKey key(KeyMetadata key) {
        return new KmsKey(
                key.keyId(),
                key.arn(),
                key.keyState() == KeyState.PENDING_DELETION,
                Optional.ofNullable(key.deletionDate()));
    }

    private static Optional<KeyMetadata> described(KmsClient kms, String id) {
        try {
            return Optional.of(kms.describeKey(request -> request.keyId(id)).keyMetadata());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private <T> T withKms(String action, Function<KmsClient, T> call) {
        return access.call(action, () -> {
            try (KmsClient kms = access.configure("KMS", KmsClient.builder()).build()) {
                return call.apply(kms);
            }
        });
    }
}
