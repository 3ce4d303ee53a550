package io.github.qisaws.aws;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The bucket through which an existing QIS moves into an environment. Safe for use by several threads. */
public final class StagingBucket implements AutoCloseable {
    /** The IAM actions that a move needs in the bucket; CopyObject needs GetObject of the source. */
    public static final Set<String> ACTIONS = Set.of("s3:GetObject", "s3:ListBucket", "s3:PutObject");

    /** S3 accepts larger objects only in parts (API s3:PutObject). */
    public static final long LARGEST_OBJECT = 5L * 1024 * 1024 * 1024;

    private static final Duration LONGEST_REST = Duration.ofMinutes(2);
    private static final long SLOWEST_BYTES_PER_SECOND = 64L * 1024;
    /** S3's code for a body that differs from its checksum (Amazon S3 API Reference, "Error responses"). */
    private static final String CHANGED = "BadDigest";

    private final AwsAccess access;
    private final String account;
    private final String bucket;
    private final S3Client s3;
    private final AtomicLong written = new AtomicLong();

    /**
     * The bucket of an environment.
     *
     * @param account the bucket's owner; S3 rejects calls if a bucket of another account has this name
     */
    public StagingBucket(AwsAccess access, String account, String bucket) {
        this.access = access;
        this.account = account;
        this.bucket = bucket;
        this.s3 = access.configure("S3", S3Client.builder())
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
        access.effects()
                .watchInAws(() -> written.get() == 0 ? "" : "wrote " + written.get() + " objects to bucket " + bucket);
    }

    /** A stored object. */
    public record Copy(long bytes, Instant modified) {}

    /** Opens the content of an object; it is called again for each retry. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    public String name() {
        return bucket;
    }

    public boolean exists() {
        return access.call(
                "s3:ListBucket",
                () -> new AwsBuckets(access).head(bucket, Optional.of(account)).isPresent());
    }

    /** The objects by key. */
    public Map<String, Copy> list(String prefix) {
        return access.call("s3:ListBucket", () -> {
            Map<String, Copy> found = new HashMap<>();
            s3.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix).expectedBucketOwner(account))
                    .contents()
                    .forEach(object -> found.put(object.key(), new Copy(object.size(), object.lastModified())));
            return found;
        });
    }

    /** The text of an object; empty if there is none. */
    public Optional<String> text(String key) {
        return access.call("s3:GetObject", () -> {
            try {
                return Optional.of(s3.getObjectAsBytes(
                                request -> request.bucket(bucket).key(key).expectedBucketOwner(account))
                        .asString(StandardCharsets.UTF_8));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** Writes an object that S3 verifies against the SHA-256 checksum. */
    public void put(String key, String sha256, long bytes, Content content) {
        try {
            store(key, sha256, bytes, content);
        } catch (AwsServiceException e) {
            if (e.awsErrorDetails() != null
                    && CHANGED.equals(e.awsErrorDetails().errorCode())) {
                throw new Problem(
                                ExitCode.FAILED,
                                "a file changed after its checksum was computed",
                                "S3 received other bytes than those with the SHA-256 checksum " + sha256 + ".",
                                "Stop what writes the file, update its modification time (touch), then rerun.")
                        .causedBy(e);
            }
            access.call("s3:PutObject", () -> {
                throw e;
            });
        }
        written.incrementAndGet();
    }

    private void store(String key, String sha256, long bytes, Content content) {
        s3.putObject(
                request -> request.bucket(bucket)
                        .key(key)
                        .checksumSHA256(Base64.getEncoder()
                                .encodeToString(HexFormat.of().parseHex(sha256)))
                        .expectedBucketOwner(account)
                        .overrideConfiguration(limits -> limits.apiCallTimeout(longest(bytes))),
                RequestBody.fromContentProvider(
                        () -> {
                            try {
                                return content.open();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        bytes,
                        "application/octet-stream"));
    }

    /** Copies an object of another bucket, unless it changed since it was read. */
    public void copy(String key, SourceBucket source, SourceBucket.Item item) {
        access.call(
                "s3:PutObject",
                () -> s3.copyObject(request -> request.sourceBucket(source.bucket())
                        .sourceKey(item.key())
                        .copySourceIfMatch(item.version())
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .expectedBucketOwner(account)
                        .overrideConfiguration(limits -> limits.apiCallTimeout(longest(item.bytes())))));
        written.incrementAndGet();
    }

    private static Duration longest(long bytes) {
        return LONGEST_REST.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    }

    @Override
    public void close() {
        s3.close();
    }
}
