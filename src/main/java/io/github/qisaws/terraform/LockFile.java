package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder's lock file, which records the selected version of each provider.
 *
 * <p>An entry without checksums is valid: init installs exactly that version and adds the checksums. Such an entry is
 * a proposal here. Init rewrites the whole file, so a proposal that still has its comment was never used.
 */
public record LockFile(Path directory) {
    public static final String NAME = ".terraform.lock.hcl";

    private static final String COMMENT = "# Proposed by qis-aws before init, which adds the checksums.\n";
    private static final Pattern COMMENTS = Pattern.compile("(?m)^[ \t]*(#|//).*$");
    /** Braces in strings and comments do not end an entry. */
    private static final String BLOCK =
            "[ \t]*provider\\s*\"([^\"]+)\"\\s*\\{" + "((?:[^\"#/}]++|\"[^\"]*+\"|#[^\n]*+|//[^\n]*+|/)*+)\\}[ \t]*\n?";

    private static final Pattern ENTRY = Pattern.compile("(?m)^" + BLOCK);
    private static final Pattern PROPOSAL = Pattern.compile("(?m)^" + Pattern.quote(COMMENT) + BLOCK);
    private static final Pattern VERSION = Pattern.compile("(?<![\\w-])version\\s*=\\s*\"([^\"]+)\"");
    private static final Set<PosixFilePermission> USUAL = PosixFilePermissions.fromString("rw-r--r--");

    /**
     * An entry of a provider.
     *
     * @param text version, constraints, and checksums, without comments
     */
    public record Entry(String source, String version, String text) {}

    Path path() {
        return directory.resolve(NAME);
    }

    /** All entries with a version; empty if there is no file. */
    public List<Entry> entries() throws IOException {
        return ENTRY.matcher(text())
                .results()
                .flatMap(found -> entry(found).stream())
                .toList();
    }

    private static Optional<Entry> entry(MatchResult block) {
        String body = COMMENTS.matcher(block.group(2)).replaceAll("");
        return VERSION.matcher(body)
                .results()
                .findFirst()
                .map(version -> new Entry(block.group(1), version.group(1), body));
    }

    Optional<Entry> entry(String source) throws IOException {
        return entries().stream().filter(entry -> entry.source().equals(source)).findFirst();
    }

    /**
     * The entry that selects the AWS provider; without an entry of its own, OpenTofu uses the version in Terraform's
     * entry.
     */
    Optional<Entry> aws(EngineBinary engine) throws IOException {
        Optional<Entry> own = entry(engine.awsProvider());
        return own.isPresent()
                ? own
                : entry(EngineBinary.Kind.TERRAFORM.awsProvider()).filter(entry -> follows(engine));
    }

    /** Whether the file has an entry for the AWS provider that {@link #aws} cannot read. */
    boolean isUnclear(EngineBinary engine) throws IOException {
        String text = COMMENTS.matcher(text()).replaceAll("");
        return aws(engine).isEmpty()
                && (text.contains('"' + engine.awsProvider() + '"')
                        || (follows(engine) && text.contains('"' + EngineBinary.Kind.TERRAFORM.awsProvider() + '"')));
    }

    /** Whether the file has an entry that no init has used. */
    boolean isProposed() throws IOException {
        return PROPOSAL.matcher(text()).find();
    }

    /** Adds an entry without checksums. */
    void propose(EngineBinary engine, Version version, VersionRange accepted) throws IOException {
        String old = text();
        String separator = old.isEmpty() || old.endsWith("\n") ? "" : "\n";
        write(old + separator + COMMENT + """
                provider "%s" {
                  version     = "%s"
                  constraints = "%s"
                }
                """.formatted(engine.awsProvider(), version, accepted.constraint()));
    }

    /** Removes a proposal that no init has used, including that of a killed process. */
    void withdraw() throws IOException {
        replace(PROPOSAL, found -> true);
    }

    /** Removes the entry that selects the AWS provider. */
    void removeAws(EngineBinary engine) throws IOException {
        replace(
                ENTRY,
                found -> found.group(1).equals(engine.awsProvider())
                        || (follows(engine) && found.group(1).equals(EngineBinary.Kind.TERRAFORM.awsProvider())));
    }

    private void replace(Pattern pattern, Predicate<MatchResult> wanted) throws IOException {
        String old = text();
        String left = pattern.matcher(old)
                .replaceAll(found -> wanted.test(found) ? "" : Matcher.quoteReplacement(found.group()));
        if (left.equals(old)) {
            return;
        }
        if (left.isBlank()) {
            Files.delete(path());
        } else {
            write(left);
        }
    }

    /** Writes the file atomically, because the user commits it and a kill must not leave an incomplete file. */
    private void write(String text) throws IOException {
        boolean exists = Files.exists(path());
        Path file = exists ? path().toRealPath() : path();
        AtomicFiles.write(file, text, exists ? Files.getPosixFilePermissions(file) : USUAL);
    }

    private static boolean follows(EngineBinary engine) {
        return engine.kind() == EngineBinary.Kind.OPENTOFU;
    }

    private String text() throws IOException {
        return Files.exists(path()) ? Files.readString(path()) : "";
    }
}
