package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
    private static final VersionRange ACCEPTED = VersionRange.parse(">= 5.100.0, < 7.0.0");
    private static final String AFTER =
            "provider \"registry.terraform.io/hashicorp/random\" {\n  version = \"3.6.0\"\n}\n";
    private static final EngineBinary ENGINE = engine(EngineBinary.Kind.TERRAFORM);

    @TempDir
    Path folder;

    private LockFile lock;

    @BeforeEach
    void place() {
        lock = new LockFile(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                provider "registry.terraform.io/hashicorp/aws" {
                  version = "6.48.0"
                }
                """, """
                provider "registry.terraform.io/hashicorp/aws" { version="6.48.0" }
                """, """
                  provider  "registry.terraform.io/hashicorp/aws"\t{

                \tversion\t=\t"6.48.0"
                 }
                """, """
                provider "registry.terraform.io/hashicorp/aws" {
                  # kept {at} this version: "x
                  version = "6.48.0" // see }
                }
                """, """
                provider "registry.terraform.io/hashicorp/aws" {
                  # version = "6.47.0"
                  constraints = ">= 6.0"
                  version = "6.48.0"
                  hashes = [
                    "zh:a/b}",
                  ]
                }
                """})
    void anEntryIsSeenAndRemovedHoweverItIsWritten(String entry) throws IOException {
        Files.writeString(lock.path(), entry + AFTER);

        assertThat(lock.aws(ENGINE).map(LockFile.Entry::version)).contains("6.48.0");
        assertThat(lock.isUnclear(ENGINE)).isFalse();
        lock.removeAws(ENGINE);
        assertThat(lock.path()).hasContent(AFTER);
    }

    @Test
    void anEntryThatCannotBeReadIsUnclearAndACommentIsNone() throws IOException {
        String entry = """
                provider "registry.terraform.io/hashicorp/aws" {
                  version = local.aws
                }
                """;
        Files.writeString(lock.path(), entry);
        assertThat(lock.aws(ENGINE)).isEmpty();
        assertThat(lock.isUnclear(ENGINE)).isTrue();
        assertThat(lock.isUnclear(engine(EngineBinary.Kind.OPENTOFU))).isTrue();

        Files.writeString(lock.path(), entry.replaceAll("(?m)^", "# "));
        assertThat(lock.aws(ENGINE)).isEmpty();
        assertThat(lock.isUnclear(ENGINE)).isFalse();
    }

    @Test
    void aChangeKeepsTheModeAndReplacesTheFileAtOnce() throws IOException {
        Files.writeString(lock.path(), AFTER);
        Files.setPosixFilePermissions(lock.path(), PosixFilePermissions.fromString("rw-rw----"));
        Path before = Files.createLink(folder.resolve("before"), lock.path());
        lock.propose(ENGINE, Version.parse("6.48.0").orElseThrow(), ACCEPTED);

        assertThat(mode()).isEqualTo("rw-rw----");
        assertThat(before).as("a reader that has the file open").hasContent(AFTER);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(before, lock.path());
        }
        lock.withdraw();
        assertThat(mode()).isEqualTo("rw-rw----");
        assertThat(lock.path()).hasContent(AFTER);
    }

    @Test
    void aNewFileHasTheModeThatTheEngineGivesIt() throws IOException {
        lock.propose(ENGINE, Version.parse("6.48.0").orElseThrow(), ACCEPTED);

        assertThat(mode()).isEqualTo("rw-r--r--");
        assertThat(lock.isProposed()).isTrue();
        lock.withdraw();
        assertThat(lock.path()).doesNotExist();
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("shared.hcl"), AFTER);
        Files.createSymbolicLink(lock.path(), real);
        lock.propose(ENGINE, Version.parse("6.48.0").orElseThrow(), ACCEPTED);

        assertThat(lock.path()).isSymbolicLink();
        assertThat(real).content().contains("6.48.0");
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(lock.path()));
    }

    private static EngineBinary engine(EngineBinary.Kind kind) {
        Optional<Version> version = Version.parse("1.11.4");
        return new EngineBinary(Path.of("/usr/bin/terraform"), kind, version.orElseThrow(), "linux_amd64");
    }
}
