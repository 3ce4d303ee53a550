package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHashesTest {
    private static final String HASH = Hashing.sha256("one");
    private static final SourceFile FILE = new SourceFile("a b/ü.jpg", 3, "2026-01-01T00:00:00Z");

    @TempDir
    private Path cache;

    @Test
    void aChecksumIsKnownToTheNextRunForTheSameSizeAndVersionOnly() {
        try (KnownHashes known = KnownHashes.of(cache, "/images")) {
            assertThat(known.find(FILE)).isEmpty();
            known.add(FILE, HASH);
        }
        try (KnownHashes known = KnownHashes.of(cache, "/images")) {
            assertThat(known.find(FILE)).contains(HASH);
            assertThat(known.find(new SourceFile(FILE.path(), 4, FILE.version())))
                    .isEmpty();
            assertThat(known.find(new SourceFile(FILE.path(), 3, "2026-01-01T00:00:01Z")))
                    .isEmpty();
        }
        try (KnownHashes known = KnownHashes.of(cache, "/other")) {
            assertThat(known.find(FILE)).isEmpty();
        }
    }

    @Test
    void aLineThatAKillCutShortIsReadAgainLater() throws IOException {
        try (KnownHashes known = KnownHashes.of(cache, "/images")) {
            known.add(FILE, HASH);
        }
        Path file = cache.resolve("migration").resolve(Hashing.sha256("/images") + ".tsv");
        Files.writeString(file, HASH + "\t3\t2026-01", StandardOpenOption.APPEND);
        SourceFile next = new SourceFile("next", 3, "v");
        try (KnownHashes known = KnownHashes.of(cache, "/images")) {
            assertThat(known.find(FILE)).contains(HASH);
            known.add(next, HASH);
        }
        try (KnownHashes known = KnownHashes.of(cache, "/images")) {
            assertThat(known.find(next)).contains(HASH);
        }
    }
}
