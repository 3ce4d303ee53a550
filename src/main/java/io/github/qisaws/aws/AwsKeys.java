package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.aws.AccountFacts.EncryptionKey;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** KMS keys. */
record AwsKeys(AwsAccess access) {
    Optional<EncryptionKey> key(String arn) {
        return access.call("kms:DescribeKey", () -> {
            try {
                JsonNode key = new SignedCalls(access)
                        .json("kms", "TrentService.DescribeKey", Map.of("KeyId", arn))
                        .path("KeyMetadata");
                boolean symmetric =
                        "SYMMETRIC_DEFAULT".equals(key.path("KeySpec").asText());
                return Optional.of(new EncryptionKey(key.path("KeyState").asText(), symmetric));
            } catch (AwsServiceException e) {
                if ("NotFoundException".equals(e.awsErrorDetails().errorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }
}
