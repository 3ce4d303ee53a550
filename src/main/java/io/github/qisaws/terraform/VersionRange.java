package io.github.qisaws.terraform;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An accepted range of versions, written as a Terraform constraint such as {@code >= 5.100.0, < 7.0.0}.
 *
 * @param from the first accepted version
 * @param below the first version that is no longer accepted
 */
public record VersionRange(String constraint, Version from, Version below) {
    private static final String FROM = ">=";
    private static final String BELOW = "<";

    public VersionRange {
        Objects.requireNonNull(constraint);
        Objects.requireNonNull(from);
        Objects.requireNonNull(below);
    }

    /** Parses the form that qis-aws writes: a lower bound, a comma, an upper bound. */
    public static VersionRange parse(String constraint) {
        List<String> parts =
                Stream.of(constraint.split(",", -1)).map(String::strip).toList();
        if (parts.size() != 2
                || !parts.get(0).startsWith(FROM)
                || !parts.get(1).startsWith(BELOW)
                || parts.get(1).startsWith("<=")) {
            throw new IllegalArgumentException("not of the form \">= A, < B\": " + constraint);
        }
        return new VersionRange(
                constraint,
                bound(parts.get(0).substring(FROM.length())),
                bound(parts.get(1).substring(BELOW.length())));
    }

    /**
     * Whether Terraform accepts this version; Terraform accepts a pre-release only if the constraint names it exactly.
     */
    public boolean contains(Version version) {
        return !version.preRelease() && version.compareTo(from) >= 0 && version.compareTo(below) < 0;
    }

    private static Version bound(String text) {
        return Version.parse(text).orElseThrow(() -> new IllegalArgumentException("not a version: " + text));
    }
}
