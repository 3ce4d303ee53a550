package io.github.qisaws.migration;

import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.aws.StagingBucket.Copy;
import io.github.qisaws.migration.ImageSource.Found;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.text.Listing;
import io.github.qisaws.text.Size;
import io.github.qisaws.workspace.ProgressLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Brings dump and images into the staging bucket. */
final class Staging {
    /** Objects expire after 30 days. An older one is written again, so that it does not expire during an import. */
    private static final Duration FRESH = Duration.ofDays(20);

    private static final int MOST_SHOWN = 100;

    private final StagingBucket bucket;
    private final Path cache;
    private final Clock clock;
    private final ProgressLog log;

    Staging(StagingBucket bucket, Path cache, Clock clock, ProgressLog log) {
        this.bucket = bucket;
        this.cache = cache;
        this.clock = clock;
        this.log = log;
    }

    /** Puts one file into the bucket. */
    record Upload(String sha256, long bytes, Runnable action) {}

    /**
     * What is to be uploaded.
     *
     * @param files number of different files of the move
     * @param missing those that the bucket lacks
     */
    record Plan(
            String bucket,
            Manifest manifest,
            Optional<ImageList> list,
            long files,
            long bytes,
            List<Upload> missing,
            List<String> leftOut) {
        long missingBytes() {
            return missing.stream().mapToLong(Upload::bytes).sum();
        }
    }

    /** Throws if an image cannot be moved; names all of them. */
    static void requireMovable(Found found) {
        List<String> refused = Stream.concat(found.refused().stream(), ImageNames.both(found.files()).stream())
                .sorted(ImageNames.ORDER)
                .toList();
        if (!refused.isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            refused.size() == 1 ? "1 file cannot be moved" : refused.size() + " files cannot be moved",
                            Listing.first(MOST_SHOWN, refused, "\n"),
                            "Rename or delete them at the source, then rerun.")
                    .asException();
        }
    }

    /** Computes the checksums of all files that are not known from an earlier run. */
    Plan plan(Optional<Path> database, Optional<ImageSource> source, Optional<Found> found) {
        Optional<Dump> dump = database.map(file -> {
            log.say("Reads the database dump " + file + "…");
            return Dump.read(file);
        });
        Optional<ImageList> list =
                source.map(images -> hashed(images, found.orElseThrow().files()));
        Map<String, Upload> uploads = new LinkedHashMap<>();
        dump.ifPresent(one -> uploads.put(one.sha256(), upload(one)));
        list.ifPresent(all -> all.lines()
                .forEach(line -> uploads.putIfAbsent(
                        line.sha256(), new Upload(line.sha256(), line.file().bytes(), () -> source.orElseThrow()
                                .stage(line.file(), line.sha256(), bucket)))));
        Map<String, Copy> present = bucket.list(Manifest.FILES);
        List<Upload> missing = uploads.values().stream()
                .filter(each -> !isFresh(present.get(Manifest.key(each.sha256())), each.bytes(), clock.instant()))
                .toList();
        return new Plan(
                bucket.name(),
                Manifest.of(dump, list),
                list,
                uploads.size(),
                uploads.values().stream().mapToLong(Upload::bytes).sum(),
                missing,
                found.map(Found::leftOut).orElse(List.of()));
    }

    private Upload upload(Dump dump) {
        return new Upload(
                dump.sha256(),
                dump.bytes(),
                () -> bucket.put(
                        Manifest.key(dump.sha256()),
                        dump.sha256(),
                        dump.bytes(),
                        () -> Files.newInputStream(dump.file())));
    }

    static boolean isFresh(Copy copy, long bytes, Instant now) {
        return copy != null
                && copy.bytes() == bytes
                && copy.modified().plus(FRESH).isAfter(now);
    }

    private ImageList hashed(ImageSource source, List<SourceFile> files) {
        Map<SourceFile, String> hashes = new ConcurrentHashMap<>();
        try (KnownHashes known = KnownHashes.of(cache, source.name())) {
            files.forEach(file -> known.find(file).ifPresent(hash -> hashes.put(file, hash)));
            List<SourceFile> unknown =
                    files.stream().filter(file -> !hashes.containsKey(file)).toList();
            long bytes = unknown.stream().mapToLong(SourceFile::bytes).sum();
            if (!unknown.isEmpty()) {
                log.say("Computes the checksums of " + unknown.size() + " images (" + Size.of(bytes) + "), "
                        + hashes.size() + " known from earlier runs…");
                Progress progress = new Progress("Read", unknown.size(), bytes, clock, log);
                Parallel.forEach(unknown, file -> {
                    String hash = hash(source, file);
                    known.add(file, hash);
                    hashes.put(file, hash);
                    progress.add(file.bytes());
                });
            }
        }
        List<ImageList.Line> lines = new ArrayList<>();
        files.forEach(file -> lines.add(new ImageList.Line(file, hashes.get(file))));
        return new ImageList(lines);
    }

    private static String hash(ImageSource source, SourceFile file) {
        try {
            return Hashing.sha256(source.open(file), file.bytes());
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot read an image",
                            file.path() + ": " + e.getMessage() + ".",
                            "Check the source, then rerun. Images that were read are not read again.")
                    .causedBy(e);
        }
    }

    /** Uploads what is missing, and last the manifest, so that a manifest in the bucket is complete. */
    void upload(Plan plan) {
        if (!plan.missing().isEmpty()) {
            Progress progress = new Progress("Uploaded", plan.missing().size(), plan.missingBytes(), clock, log);
            Parallel.forEach(plan.missing(), each -> {
                each.action().run();
                progress.add(each.bytes());
            });
            progress.say();
        }
        plan.list().ifPresent(list -> write(Manifest.LIST_KEY, list.text()));
        write(Manifest.KEY, plan.manifest().text());
    }

    /** Whether the bucket holds all files of the plan, with its manifest. */
    boolean isStaged(Plan plan) {
        return plan.missing().isEmpty()
                && bucket.text(Manifest.KEY)
                        .filter(plan.manifest().text()::equals)
                        .isPresent();
    }

    private void write(String key, String text) {
        if (bucket.text(key).filter(text::equals).isEmpty()) {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            bucket.put(key, Hashing.sha256(text), content.length, () -> new ByteArrayInputStream(content));
        }
    }
}
