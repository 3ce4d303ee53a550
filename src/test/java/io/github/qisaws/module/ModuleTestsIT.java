package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestProvider;
import io.github.qisaws.terraform.OneProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each committed module passes its own {@code terraform test}, with mocked providers: no AWS, no emulator. */
@DisplayName("Each module")
class ModuleTestsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RUN = Pattern.compile("(?m)^run \"");

    @TempDir
    static Path folder;

    private static TestEngine engine;

    @BeforeAll
    static void findEngine() {
        engine = TestEngine.find();
    }

    static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("modules"))) {
            return folders.filter(Files::isDirectory)
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void passesItsOwnTests(String module) throws IOException {
        Path copy = TestEngine.copy(Path.of("modules", module), folder.resolve(module));
        int written = runsIn(copy.resolve("tests"));
        assertThat(written).as("run blocks of " + module).isPositive();

        initialize(engine, copy);
        // One for all run blocks: to start one takes longer than a block.
        Result tested = OneProvider.run(engine, copy, "test", "-json");

        JsonNode summary = summary(tested);
        assertThat(tested.exitCode()).as("terraform test: %s", tested).isZero();
        assertThat(summary.path("status").asText()).isEqualTo("pass");
        assertThat(summary.path("passed").asInt()).as(tested.toString()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void hasAnExampleInWhichTheNewestProviderFindsNothingDeprecated(String module) throws IOException {
        Path copy = TestEngine.copy(Path.of("modules", module), folder.resolve(module + "-example"));
        Path example = copy.resolve("examples").resolve("basic");
        TestEngine newest = TestProvider.newest().engineIn(example);
        initialize(newest, example);

        Result validated = newest.run(example, "validate", "-json");

        JsonNode said = JSON.readTree(validated.out());
        assertThat(said.path("valid").booleanValue())
                .as("terraform validate: %s", validated)
                .isTrue();
        assertThat(said.path("diagnostics"))
                .as("errors and warnings: %s", validated)
                .isEmpty();
    }

    private static void initialize(TestEngine engine, Path module) {
        Result initialized = engine.run(module, "init", "-backend=false", "-input=false", "-no-color");
        assertThat(initialized.exitCode()).as("terraform init: %s", initialized).isZero();
    }

    private static int runsIn(Path tests) throws IOException {
        try (Stream<Path> files = Files.list(tests)) {
            return files.mapToInt(ModuleTestsIT::runs).sum();
        }
    }

    private static int runs(Path file) {
        try {
            String name = file.getFileName().toString();
            if (name.endsWith(".tftest.json")) {
                return JSON.readTree(file.toFile()).path("run").size();
            }
            assertThat(name).as("a file in tests/").endsWith(".tftest.hcl");
            return (int) RUN.matcher(Files.readString(file)).results().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode summary(Result tested) throws IOException {
        for (String line : tested.out().lines().toList()) {
            JsonNode event = JSON.readTree(line);
            if (event.path("type").asText().equals("test_summary")) {
                return event.path("test_summary");
            }
        }
        throw new AssertionError("terraform test gave no summary: " + tested);
    }
}
