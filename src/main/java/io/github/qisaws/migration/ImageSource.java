package io.github.qisaws.migration;

import io.github.qisaws.aws.StagingBucket;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Where the images are now. Safe for use by several threads. */
interface ImageSource extends AutoCloseable {
    /** Its name in messages and in the cache of checksums. */
    String name();

    Found find();

    /** The content; fails if the file is not the one that was found. */
    InputStream open(SourceFile file) throws IOException;

    /** Puts a file into the staging bucket. */
    void stage(SourceFile file, String sha256, StagingBucket bucket);

    /** What reading all files once costs; empty if nothing. */
    String cost(long files, long bytes);

    @Override
    void close();

    /**
     * The files of a source.
     *
     * @param leftOut folders that are not moved, because QIS creates them itself
     * @param refused files that cannot be moved, each with the reason
     */
    record Found(List<SourceFile> files, List<String> leftOut, List<String> refused) {}
}
