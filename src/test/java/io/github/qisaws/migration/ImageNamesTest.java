package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "Ünïcode/日本.png", "with space/a'b\"c.tif", "a..b/c", "x/y.z/…"})
    void usualNamesCanBeMoved(String path) {
        assertThat(ImageNames.problem(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, absolute",
        "../secret, ..",
        "a/../b, ..",
        "a//b, empty",
        "a/, empty",
        "./a, .",
        ".hidden/a.jpg, hidden",
        "a/.DS_Store, hidden"
    })
    void dangerousOnesAreRefused(String path, String reason) {
        assertThat(ImageNames.problem(path)).get().asString().startsWith(path).contains(reason);
    }

    @Test
    void controlCharactersAreShownAndRefused() {
        assertThat(ImageNames.problem("a\tb")).get().asString().startsWith("a\\u0009b: ");
        assertThat(ImageNames.problem("a\nb")).get().asString().startsWith("a\\u000ab: ");
        assertThat(ImageNames.problem("a\u0085b")).isPresent();
        assertThat(ImageNames.problem("a\uFFFDb")).get().asString().contains("UTF-8");
    }

    @Test
    void longNamesAndLargeFilesAreRefused() {
        assertThat(ImageNames.problem("ü".repeat(127))).isEmpty();
        assertThat(ImageNames.problem("a/" + "ü".repeat(128))).isPresent();
        long limit = 5L * 1024 * 1024 * 1024;
        assertThat(ImageNames.problem(new SourceFile("a", limit, ""))).isEmpty();
        assertThat(ImageNames.problem(new SourceFile("a", limit + 1, ""))).isPresent();
    }

    @Test
    void aFileThatIsAlsoAFolderIsFound() {
        List<SourceFile> files = Stream.of("a", "a/b/c", "d/e", "d/e/f")
                .map(path -> new SourceFile(path, 1, ""))
                .toList();
        assertThat(ImageNames.both(files))
                .containsExactlyInAnyOrder("a: both a file and a folder", "d/e: both a file and a folder");
    }

    @Test
    void theOrderIsThatOfTheBytes() {
        assertThat(Stream.of("b", "\uFF5E", "a", "\uD83D\uDE00", "A").sorted(ImageNames.ORDER))
                .containsExactly("A", "a", "b", "\uFF5E", "\uD83D\uDE00");
    }
}
