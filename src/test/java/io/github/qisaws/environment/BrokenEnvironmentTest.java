package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each broken file gets exactly the message beside it.
 *
 * <p>{@code -Dqis.approve=true} writes the messages anew, to be read one by one before they are committed.
 */
@DisplayName("A broken environment file")
class BrokenEnvironmentTest {
    private static final Path CASES = Path.of("src/test/resources/io/github/qisaws/environment/broken");
    private static final int FEWEST_CASES = 70;

    @TempDir
    private Path work;

    @TestFactory
    @DisplayName("is refused with the message of its case")
    Stream<DynamicTest> isRefusedWithTheMessageOfItsCase() throws IOException {
        return cases().stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }

    @Test
    void casesAreManyAndEachHasItsMessage() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(FEWEST_CASES).allSatisfy(file -> assertThat(expected(file))
                .exists());
        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files.count()).isEqualTo(2L * cases().size());
        }
    }

    private void check(Path file) throws IOException {
        Path folder = Files.createDirectories(work.resolve(name(file)).resolve("demo"));
        Files.copy(file, folder.resolve(EnvironmentFile.NAME));

        InvalidEnvironmentException refusal =
                catchThrowableOfType(InvalidEnvironmentException.class, () -> EnvironmentFile.read(folder));

        assertThat(refusal).as("nothing refused").isNotNull();
        assertThat(refusal.problem().exitCode()).isEqualTo(ExitCode.INVALID_ENVIRONMENT);
        assertThat(refusal.mistakes()).isNotEmpty();
        String message = (refusal.problem().what() + "\n" + refusal.problem().why() + "\n")
                .replace(folder.toString(), "environments/demo");
        if (Boolean.getBoolean("qis.approve")) {
            Files.writeString(expected(file), message);
        }
        assertThat(message).isEqualTo(Files.readString(expected(file)));
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    private static Path expected(Path file) {
        return file.resolveSibling(name(file) + ".expected");
    }
}
