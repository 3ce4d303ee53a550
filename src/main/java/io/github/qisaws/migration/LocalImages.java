package io.github.qisaws.migration;

import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Images in a directory of this machine. */
final class LocalImages implements ImageSource {
    private final Path root;

    private LocalImages(Path root) {
        this.root = root;
    }

    static LocalImages in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw unreadable(folder, "It is not a directory.", null);
        }
        try {
            return new LocalImages(folder.toRealPath());
        } catch (IOException e) {
            throw unreadable(folder, e.toString(), e);
        }
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public Found find() {
        Search search = new Search();
        try {
            Files.walkFileTree(root, search);
        } catch (IOException e) {
            throw unreadable(root, e.toString(), e);
        }
        return new Found(search.files, search.leftOut, search.refused);
    }

    /** Follows no link, so that each file is moved once. */
    private final class Search extends SimpleFileVisitor<Path> {
        private final List<SourceFile> files = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String path = relative(folder);
            if (ImageNames.OWN_FOLDERS.contains(path)) {
                leftOut.add(path);
                return FileVisitResult.SKIP_SUBTREE;
            }
            Optional<String> problem = path.isEmpty() ? Optional.empty() : ImageNames.problem(path);
            problem.ifPresent(refused::add);
            return problem.isPresent() ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            SourceFile found = source(relative(file), attributes);
            Optional<String> problem = ImageNames.problem(found)
                    .or(() -> attributes.isRegularFile()
                            ? Optional.empty()
                            : Optional.of(found.path() + ": a link or a special file"))
                    .or(() -> Files.isReadable(file)
                            ? Optional.empty()
                            : Optional.of(found.path() + ": this user may not read it"));
            problem.ifPresentOrElse(refused::add, () -> files.add(found));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            refused.add(relative(file) + ": " + failure);
            return FileVisitResult.CONTINUE;
        }
    }

    private String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static SourceFile source(String path, BasicFileAttributes attributes) {
        return new SourceFile(
                path, attributes.size(), attributes.lastModifiedTime().toString());
    }

    @Override
    public InputStream open(SourceFile file) throws IOException {
        Path present = root.resolve(file.path());
        SourceFile now = source(file.path(), Files.readAttributes(present, BasicFileAttributes.class));
        if (!now.equals(file)) {
            throw new IOException(present + " has changed since it was found");
        }
        return Files.newInputStream(present);
    }

    @Override
    public void stage(SourceFile file, String sha256, StagingBucket bucket) {
        bucket.put(Manifest.key(sha256), sha256, file.bytes(), () -> open(file));
    }

    @Override
    public String cost(long files, long bytes) {
        return "";
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private static RuntimeException unreadable(Path folder, String why, IOException cause) {
        return new Problem(
                        ExitCode.USAGE,
                        "cannot read the images",
                        folder + ": " + why,
                        "Give the directory that QIS has as its images, such as /opt/qis/images, or s3://BUCKET/PREFIX.")
                .causedBy(cause);
    }
}
