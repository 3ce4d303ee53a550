package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.aws.StagingBucket.Copy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final String ONE = Hashing.sha256("1");

    private static ImageList list(String... paths) {
        return new ImageList(List.of(paths).stream()
                .map(path -> new ImageList.Line(new SourceFile(path, 1, "any"), ONE))
                .toList());
    }

    @Test
    void theListIsSortedByPathWithATabBetweenTheFields() {
        assertThat(list("b/c", "a").text()).isEqualTo(ONE + "\t1\ta\n" + ONE + "\t1\tb/c\n");
    }

    @Test
    void partsAreNamedByTheirChecksums() {
        Dump dump = new Dump(Path.of("d"), "plain SQL", 7, Hashing.sha256("d"));
        ImageList list = list("a");
        assertThat(Manifest.of(Optional.of(dump), Optional.of(list)).text())
                .isEqualTo("{\"format\":1,\"database\":{\"sha256\":\"" + Hashing.sha256("d")
                        + "\",\"bytes\":7},\"images\":{\"list_sha256\":\"" + Hashing.sha256(list.text())
                        + "\",\"count\":1,\"bytes\":1}}");
        assertThat(Manifest.of(Optional.empty(), Optional.of(list)).text()).doesNotContain("database");
        assertThat(Manifest.of(Optional.of(dump), Optional.empty()).text()).doesNotContain("images");
    }

    @Test
    void aCopyThatSoonExpiresIsWrittenAgain() {
        Instant now = Instant.parse("2026-01-31T00:00:00Z");
        assertThat(Staging.isFresh(new Copy(1, now.minus(Duration.ofDays(19))), 1, now))
                .isTrue();
        assertThat(Staging.isFresh(new Copy(1, now.minus(Duration.ofDays(21))), 1, now))
                .isFalse();
        assertThat(Staging.isFresh(new Copy(2, now), 1, now)).isFalse();
        assertThat(Staging.isFresh(null, 1, now)).isFalse();
    }
}
