package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {
    private static final Wanted IMAGES = wanted(Optional.empty(), Optional.of("/images"));

    @TempDir
    private Path folder;

    private static Wanted wanted(Optional<Path> database, Optional<String> images) {
        return new Wanted(database, images, Optional.empty(), true, false);
    }

    private Environment environment(String more) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\nhost-name: images.example.com\n" + more);
        return EnvironmentFile.read(demo);
    }

    private Problem problem(String more, Wanted wanted) throws IOException {
        Environment environment = environment(more);
        return catchThrowableOfType(ProblemException.class, () -> Preconditions.require(environment, wanted))
                .problem();
    }

    @ParameterizedTest
    @CsvSource({
        "single-server, '', data-server, data-server",
        "two-server, '', data-server, data-server",
        "managed, 'web: {scaling: {minimum: 1}}', web-tier, database"
    })
    void serversLoad(String architecture, String more, String component, String secret) throws IOException {
        Environment environment = environment("architecture: " + architecture + "\nmigration: true\n" + more + "\n");
        assertThatCode(() -> Preconditions.require(environment, IMAGES)).doesNotThrowAnyException();
        assertThat(Preconditions.importingComponent(environment)).isEqualTo(component);
        assertThat(Preconditions.secretNames(environment)).containsExactly("qis-aws/demo/" + secret, "qis-aws/demo");
    }

    @Test
    void withoutTheKeyTheCommandsAreNamed() throws IOException {
        Problem problem = problem("architecture: two-server\n", IMAGES);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problem.fix()).contains("migration: true", "qis-aws plan demo", "qis-aws apply demo");
    }

    @Test
    void containersAndPipelinesAreRefusedWithTheReason() throws IOException {
        assertThat(problem("architecture: containers\ncontainers: {image: quru/qis:1.0}\n", IMAGES))
                .satisfies(problem -> assertThat(problem.what()).contains("into containers"))
                .satisfies(problem -> assertThat(problem.fix()).contains("managed", "transitions.md"));
        Environment images = EnvironmentFile.read(Path.of("environments/images").toAbsolutePath());
        assertThat(catchThrowableOfType(ProblemException.class, () -> Preconditions.require(images, IMAGES))
                        .problem()
                        .what())
                .contains("does not run QIS");
    }

    @Test
    void somethingMustMove() throws IOException {
        assertThat(problem("architecture: two-server\nmigration: true\n", wanted(Optional.empty(), Optional.empty()))
                        .what())
                .isEqualTo("nothing to move");
    }

    @Test
    void optionsOfTheServerFollowFromWhatMoves() {
        Optional<Path> dump = Optional.of(Path.of("dump"));
        assertThat(IMAGES.options()).isEmpty();
        assertThat(wanted(dump, Optional.empty()).options()).isEqualTo(" --users keep");
        assertThat(new Wanted(dump, Optional.empty(), Optional.empty(), false, true).options())
                .isEqualTo(" --users replace --overwrite");
    }

    @Test
    void aSecretKeyIsOneLineAndNeverShown() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "  0123456789abcdef\n");
        assertThat(SecretKeyFile.read(file)).isEqualTo("0123456789abcdef");
        for (String wrong : new String[] {"", "short", "0123456789abcdef\nsecond", "SECRET_KEY = '0123456789abcdef'"}) {
            Files.writeString(file, wrong);
            Problem problem = catchThrowableOfType(ProblemException.class, () -> SecretKeyFile.read(file))
                    .problem();
            assertThat(problem.why()).contains("only the key").doesNotContain("0123456789");
        }
    }
}
