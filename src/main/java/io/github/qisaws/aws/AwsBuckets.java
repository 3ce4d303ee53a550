package io.github.qisaws.aws;

import io.github.qisaws.aws.AccountFacts.Bucket;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Facts about S3 buckets of any account. */
record AwsBuckets(AwsAccess access) {
    private static final String REGION = "x-amz-bucket-region";
    private static final int MOVED = 301;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /** Answers to a request that was signed for another region: malformed, and forbidden. */
    private static final Set<Integer> CLOSED = Set.of(400, FORBIDDEN);

    /** The bucket, and whether the owner is another account than the expected one; empty if no account has it. */
    Optional<Bucket> bucket(String name, String owner) {
        return access.call("s3:ListBucket", () -> head(name, Optional.empty())
                .map(found -> new Bucket(found.region(), isForeign(found, name, owner))));
    }

    /** In another region, only its own endpoint knows the owner. */
    private boolean isForeign(Bucket found, String name, String owner) {
        if (!found.region().isEmpty() && !found.region().equals(access.region())) {
            return false;
        }
        try {
            head(name, Optional.of(owner));
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == FORBIDDEN) {
                return true;
            }
            throw e;
        }
    }

    /**
     * A bucket of any region; empty if no account has it.
     *
     * @param owner AWS answers 403 for a bucket of any other account
     */
    Optional<Bucket> head(String name, Optional<String> owner) {
        try (S3Client s3 =
                access.configure("S3", S3Client.builder()).forcePathStyle(true).build()) {
            String region = s3.headBucket(request -> request.bucket(name).expectedBucketOwner(owner.orElse(null)))
                    .bucketRegion();
            return Optional.of(new Bucket(region == null ? "" : region, false));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            return Optional.of(elsewhere(e));
        }
    }

    /** AWS names the region also in an answer that sends the client there. */
    private Bucket elsewhere(S3Exception answer) {
        String region = Optional.ofNullable(answer.awsErrorDetails())
                .map(details -> details.sdkHttpResponse())
                .flatMap(response -> response.firstMatchingHeader(REGION))
                .orElse("");
        boolean other = !region.isEmpty() && !region.equals(access.region());
        if (answer.statusCode() == MOVED || (other && CLOSED.contains(answer.statusCode()))) {
            return new Bucket(region, false);
        }
        throw answer;
    }
}
