package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.migration.ImageSource.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalImagesTest {
    @TempDir
    private Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void foldersOfQisItselfAreLeftOutAndOtherHiddenOnesAreRefused() throws IOException {
        write("a/b.jpg", "1");
        write(".metadata/host.qis.pid", "1");
        write(".folio_exports/1.zip", "1");
        write("a/.metadata/x", "1");
        write(".git/config", "1");
        Files.createSymbolicLink(folder.resolve("link.jpg"), folder.resolve("a/b.jpg"));
        try (LocalImages images = LocalImages.in(folder)) {
            Found found = images.find();
            assertThat(found.files()).extracting(SourceFile::path).containsExactly("a/b.jpg");
            assertThat(found.leftOut()).containsExactlyInAnyOrder(".metadata", ".folio_exports");
            assertThat(found.refused())
                    .containsExactlyInAnyOrder(
                            "a/.metadata: hidden", ".git: hidden", "link.jpg: a link or a special file");
        }
    }

    @Test
    void allFilesThatCannotBeMovedAreNamedAtOnce() throws IOException {
        write("good.jpg", "1");
        for (int i : IntStream.range(0, 120).toArray()) {
            write(".x" + i, "1");
        }
        try (LocalImages images = LocalImages.in(folder)) {
            assertThatThrownBy(() -> Staging.requireMovable(images.find()))
                    .hasMessageContaining("120 files cannot be moved")
                    .hasMessageContaining(".x0: hidden\n.x100: hidden\n")
                    .hasMessageContaining("and 20 more");
        }
    }

    @Test
    void aFileThatHasChangedIsNotRead() throws IOException {
        write("a.jpg", "1");
        try (LocalImages images = LocalImages.in(folder)) {
            SourceFile found = images.find().files().get(0);
            write("a.jpg", "22");
            assertThatThrownBy(() -> images.open(found)).hasMessageContaining("has changed");
        }
    }

    @Test
    void whatIsNoDirectoryIsRefused() throws IOException {
        write("a.jpg", "1");
        assertThatThrownBy(() -> LocalImages.in(folder.resolve("a.jpg"))).hasMessageContaining("not a directory");
    }
}
