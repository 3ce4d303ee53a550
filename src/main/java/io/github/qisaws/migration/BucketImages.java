package io.github.qisaws.migration;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.SourceBucket;
import io.github.qisaws.aws.SourceBucket.Item;
import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.text.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Images in an S3 bucket: read once for their checksums, then copied within S3. */
final class BucketImages implements ImageSource {
    static final String SCHEME = "s3://";

    private final SourceBucket bucket;
    private final String address;
    private final String prefix;

    private BucketImages(SourceBucket bucket, String address, String prefix) {
        this.bucket = bucket;
        this.address = address;
        this.prefix = prefix;
    }

    /**
     * The images in a bucket.
     *
     * @param address {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}
     */
    static BucketImages at(AwsAccess access, String address) {
        String[] parts = address.substring(SCHEME.length()).split("/", 2);
        String folder = parts.length < 2 ? "" : parts[1].replaceAll("/+$", "");
        if (!parts[0].matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new Problem(
                            ExitCode.USAGE,
                            "the source of the images is no S3 URL",
                            address + " has no valid bucket name.",
                            "Use the form s3://BUCKET/PREFIX.")
                    .asException();
        }
        return new BucketImages(
                SourceBucket.open(access, parts[0]),
                SCHEME + parts[0] + "/" + folder,
                folder.isEmpty() ? "" : folder + "/");
    }

    @Override
    public String name() {
        return address;
    }

    @Override
    public Found find() {
        List<SourceFile> files = new ArrayList<>();
        Set<String> leftOut = new TreeSet<>();
        List<String> refused = new ArrayList<>();
        for (Item item : bucket.list(prefix)) {
            String path = item.key().substring(prefix.length());
            String folder = path.split("/", 2)[0];
            if (ImageNames.OWN_FOLDERS.contains(folder)) {
                leftOut.add(folder);
            } else if (!isFolder(item)) {
                SourceFile file = new SourceFile(path, item.bytes(), item.version());
                Optional<String> problem = ImageNames.problem(file).or(() -> archived(item, path));
                problem.ifPresentOrElse(refused::add, () -> files.add(file));
            }
        }
        return new Found(files, List.copyOf(leftOut), refused);
    }

    private static Optional<String> archived(Item item, String path) {
        return item.archived()
                ? Optional.of(path + ": archived (restore it from its storage class first)")
                : Optional.empty();
    }

    /** The AWS console marks a folder by an empty object. */
    private static boolean isFolder(Item item) {
        return item.key().endsWith("/") && item.bytes() == 0;
    }

    private Item item(SourceFile file) {
        return new Item(prefix + file.path(), file.bytes(), file.version(), false);
    }

    @Override
    public InputStream open(SourceFile file) throws IOException {
        return bucket.open(item(file));
    }

    @Override
    public void stage(SourceFile file, String sha256, StagingBucket staging) {
        staging.copy(Manifest.key(sha256), bucket, item(file));
    }

    @Override
    public String cost(long files, long bytes) {
        return "Reads " + files + " objects (" + Size.of(bytes) + ") from " + address
                + " once, for their checksums. AWS charges for the requests and, unless this machine is in the bucket's"
                + " region, for the data transfer.";
    }

    @Override
    public void close() {
        bucket.close();
    }
}
