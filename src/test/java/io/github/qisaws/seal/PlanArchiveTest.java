package io.github.qisaws.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanArchiveTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsPackedComesBackForItsOwnerOnly() throws IOException {
        Path sealed = Files.createDirectory(folder.resolve("sealed"));
        Files.writeString(sealed.resolve("manifest.json"), "{}");
        Files.write(sealed.resolve("plan.tfplan"), new byte[] {0, 1, 2});
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        PlanArchive.unpack(PlanArchive.pack(sealed), unpacked);
        assertThat(unpacked.resolve("plan.tfplan")).hasBinaryContent(new byte[] {0, 1, 2});
        try (Stream<Path> files = Files.list(unpacked)) {
            assertThat(files).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/tmp/outside", "a/b", ".hidden", "..", "folder/"})
    void anEntryThatLeadsOutOfTheFolderIsRefused(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
        }
        assertRefused(bytes.toByteArray());
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        assertRefused(new byte[0]);
        assertRefused(new byte[] {1, 2, 3});
    }

    @Test
    void asManyFilesAsASealedPlanCanHaveAreTakenAndNoMore() throws IOException {
        Path into = Files.createDirectory(folder.resolve("many"));
        PlanArchive.unpack(zip(20, "x"), into);
        try (Stream<Path> files = Files.list(into)) {
            assertThat(files).hasSize(20);
        }
        assertRefused(zip(21, "x"));
    }

    @Test
    void filesThatTogetherReachTheLimitAreRefused() throws IOException {
        byte[] archive = zip(3, "1234");
        PlanArchive.unpack(archive, Files.createDirectory(folder.resolve("small")), 13);
        for (int limit : new int[] {3, 4, 8, 12}) {
            Path into = Files.createDirectory(folder.resolve("limit" + limit));
            assertThatThrownBy(() -> PlanArchive.unpack(archive, into, limit))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.STALE_PLAN));
        }
    }

    private static byte[] zip(int files, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int file = 0; file < files; file++) {
                zip.putNextEntry(new ZipEntry("file" + file));
                zip.write(content.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private void assertRefused(byte[] archive) throws IOException {
        Path into = Files.createTempDirectory(folder, "into");
        assertThatThrownBy(() -> PlanArchive.unpack(archive, into))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.STALE_PLAN));
    }
}
