package io.github.qisaws.migration;

import io.github.qisaws.aws.StagingBucket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which paths can be moved: the list of images has one line for each, and each becomes a path below QIS's images. */
final class ImageNames {
    /** QIS writes process IDs of its servers and exported portfolios there (paths in its settings). */
    static final Set<String> OWN_FOLDERS = Set.of(".metadata", ".folio_exports");

    /** By the bytes of UTF-8, as the server sorts. */
    static final Comparator<String> ORDER = (one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other));

    private static final int LONGEST_NAME = 255;
    private static final char NOT_DECODED = '\uFFFD';

    private ImageNames() {}

    /** Why a file cannot be moved; empty if it can. */
    static Optional<String> problem(SourceFile file) {
        if (file.bytes() > StagingBucket.LARGEST_OBJECT) {
            return Optional.of(shown(file.path()) + ": larger than 5 GiB");
        }
        return problem(file.path());
    }

    static Optional<String> problem(String path) {
        return reason(path).map(reason -> shown(path) + ": " + reason);
    }

    private static Optional<String> reason(String path) {
        if (path.startsWith("/")) {
            return Optional.of("an absolute path");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a tab, a line break, or another control character in the name");
        }
        if (path.indexOf(NOT_DECODED) >= 0) {
            return Optional.of("the name is not UTF-8, or the locale is not (LC_ALL=C.UTF-8)");
        }
        return Stream.of(path.split("/", -1))
                .flatMap(name -> componentReason(name).stream())
                .findFirst();
    }

    private static Optional<String> componentReason(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("an empty name, . or .. in the path");
        }
        if (name.startsWith(".")) {
            return Optional.of("hidden");
        }
        return bytes(name).length > LONGEST_NAME ? Optional.of("a name of more than 255 bytes") : Optional.empty();
    }

    /** Paths that are a file and also a folder, which an S3 source can have. */
    static List<String> both(List<SourceFile> files) {
        Set<String> paths = new HashSet<>();
        files.forEach(file -> paths.add(file.path()));
        return files.stream()
                .flatMap(file -> parents(file.path()))
                .filter(paths::contains)
                .distinct()
                .map(path -> shown(path) + ": both a file and a folder")
                .toList();
    }

    private static Stream<String> parents(String path) {
        return path.chars().filter(each -> each == '/').count() == 0
                ? Stream.empty()
                : Stream.iterate(
                        path.substring(0, path.lastIndexOf('/')),
                        each -> !each.isEmpty(),
                        each -> each.substring(0, Math.max(each.lastIndexOf('/'), 0)));
    }

    /** The path with visible control characters. */
    private static String shown(String path) {
        StringBuilder shown = new StringBuilder();
        path.codePoints()
                .forEach(each -> shown.append(
                        Character.isISOControl(each) ? "\\u%04x".formatted(each) : Character.toString(each)));
        return shown.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
