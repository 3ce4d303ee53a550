package io.github.qisaws.aws;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket with images that are to be moved; read-only. Safe for use by several threads. */
public final class SourceBucket implements AutoCloseable {
    /** Classes whose objects must be restored before they can be read (Amazon S3 User Guide, "Storage classes"). */
    private static final Set<ObjectStorageClass> ARCHIVED =
            Set.of(ObjectStorageClass.GLACIER, ObjectStorageClass.DEEP_ARCHIVE);

    private final AwsAccess access;
    private final String bucket;
    private final S3Client s3;

    private SourceBucket(AwsAccess access, String bucket) {
        this.access = access;
        this.bucket = bucket;
        this.s3 =
                access.configure("S3", S3Client.builder()).forcePathStyle(true).build();
    }

    /**
     * Opens a bucket in whichever region it is.
     *
     * @throws io.github.qisaws.problem.ProblemException if there is none, or if the credentials do not allow to list it
     */
    public static SourceBucket open(AwsAccess access, String bucket) {
        String region = access.call("s3:ListBucket", () -> new AwsBuckets(access)
                .head(bucket, Optional.empty())
                .map(found -> found.region())
                .orElse(""));
        return new SourceBucket(region.isEmpty() ? access : access.in(region), bucket);
    }

    /**
     * An object.
     *
     * @param version changes with the content: the ETag
     * @param archived whether it cannot be read before it is restored
     */
    public record Item(String key, long bytes, String version, boolean archived) {}

    String bucket() {
        return bucket;
    }

    /** The objects whose keys start with a prefix. */
    public List<Item> list(String prefix) {
        return access.call(
                "s3:ListBucket",
                () -> s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix))
                        .contents()
                        .stream()
                        .map(SourceBucket::item)
                        .toList());
    }

    private static Item item(S3Object object) {
        return new Item(object.key(), object.size(), object.eTag(), ARCHIVED.contains(object.storageClass()));
    }

    /** The content of an object, if it did not change since it was listed. */
    public InputStream open(Item item) throws IOException {
        try {
            return s3.getObject(
                    request -> request.bucket(bucket).key(item.key()).ifMatch(item.version()));
        } catch (SdkException e) {
            throw new IOException("s3://" + bucket + "/" + item.key() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
