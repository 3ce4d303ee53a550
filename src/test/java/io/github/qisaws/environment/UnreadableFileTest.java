package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.qisaws.environment.schema.Mistake;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A missing or unreadable environment file")
class UnreadableFileTest {
    @TempDir
    private Path work;

    @Test
    void thatDoesNotExistIsToldWithItsNeighbours() {
        TestFiles.environment(work, "staging", TestFiles.SHORTEST);
        TestFiles.environment(work, "production", TestFiles.SHORTEST);

        assertThat(messages(work.resolve("stagign")))
                .containsExactly("folder not found; existing folders: production, staging; did you mean staging?");
    }

    @Test
    void whoseFolderIsEmptyIsToldByItsPath() throws IOException {
        Path folder = Files.createDirectory(work.resolve("demo"));

        assertThat(EnvironmentFile.check(folder).mistakes())
                .containsExactly(new Mistake(folder + "/environment.yaml", 0, 0, "", "file not found"));
    }

    @Test
    void thatIsAFolderOrHasAnotherEndingIsTold() throws IOException {
        Files.createDirectories(work.resolve("demo/environment.yaml"));
        Files.createFile(Files.createDirectory(work.resolve("other")).resolve("environment.yml"));

        assertThat(messages(work.resolve("demo"))).containsExactly("is a folder, not a file");
        assertThat(messages(work.resolve("other")))
                .containsExactly("contains environment.yml; rename it to environment.yaml");
    }

    @Test
    void namedInsteadOfItsFolderIsTold() {
        Path folder = TestFiles.environment(work, "demo", TestFiles.SHORTEST);

        assertThat(messages(folder.resolve("environment.yaml")))
                .containsExactly("is a file; pass the folder that contains environment.yaml");
    }

    @Test
    void thatMayNotBeReadIsTold() throws IOException {
        Path file = TestFiles.environment(work, "demo", TestFiles.SHORTEST).resolve(EnvironmentFile.NAME);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user (root) may read every file");

        assertThat(messages(work.resolve("demo")))
                .containsExactly("may not be read by this user; check its permissions");
    }

    @Test
    void inAFolderThatCannotNameAnEnvironmentIsRefusedWithItsOtherMistakes() {
        for (String name : List.of("Demo", "9demo", "demo-", "my--demo", "demo_1", "a-name-of-twenty-one-c")) {
            Path folder = TestFiles.environment(work, name, "region: eu-west-1\n");

            assertThat(messages(folder))
                    .hasSize(3)
                    .first()
                    .asString()
                    .contains("\"" + name + "\"", "rename the folder");
        }
    }

    @Test
    void isAProblemThatCountsTheMistakes() {
        Path folder = TestFiles.environment(work, "demo", "");

        assertThatThrownBy(() -> EnvironmentFile.read(folder))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().exitCode()).isEqualTo(ExitCode.INVALID_ENVIRONMENT);
                    assertThat(refusal.problem().what()).isEqualTo(folder + "/environment.yaml has 1 mistake");
                });
    }

    @Test
    void nestedDeeperThanAnyUseIsRefusedWithoutItsEnd() {
        for (String open : List.of("[", "{a: ")) {
            Path folder = TestFiles.environment(work, "demo", "region: " + open.repeat(60));

            assertThat(EnvironmentFile.check(folder).mistakes()).singleElement().satisfies(mistake -> {
                assertThat(mistake.message())
                        .isEqualTo("nested more than 50 levels deep; environment files need at most 4");
                assertThat(mistake.line()).isEqualTo(1);
            });
        }
    }

    @Test
    void withManySmallListsIsNotNestedDeeply() {
        Path folder =
                TestFiles.environment(work, "demo", TestFiles.SHORTEST + "x-0: [" + "[], {}, ".repeat(60) + "]\n");

        assertThat(EnvironmentFile.check(folder).mistakes()).isEmpty();
    }

    @Test
    void ofMoreThanOneMebibyteIsRefusedAndUpToThatRead() {
        String filler = "#".repeat(1024 * 1024 - TestFiles.SHORTEST.length());

        assertThat(messages(TestFiles.environment(work, "demo", TestFiles.SHORTEST + filler)))
                .isEmpty();
        assertThat(messages(TestFiles.environment(work, "demo", TestFiles.SHORTEST + filler + "#")))
                .containsExactly("is larger than 1 MiB, the maximum; a complete file has about 1 KiB");
    }

    private static List<String> messages(Path folder) {
        return EnvironmentFile.check(folder).mistakes().stream()
                .map(Mistake::message)
                .toList();
    }
}
