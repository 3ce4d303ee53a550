package io.github.qisaws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The linter of Terraform configurations, built from its source, with one of its sets of rules. */
final class Tflint {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path CONFIGURATIONS =
            Path.of("src/test/resources/scan").toAbsolutePath();
    private static final String AWS = "github.com/terraform-linters/tflint-ruleset-aws/0.48.0/tflint-ruleset-aws";

    private final Path program = TestTool.folder("tflint").resolve("tflint");
    private final Path configuration;

    /**
     * With the rules that a file switches on.
     *
     * @param configuration a file of the folder {@code scan}
     */
    Tflint(String configuration) {
        this.configuration = CONFIGURATIONS.resolve(configuration);
    }

    /** Whether this machine has the AWS rules, which tflint looks up as it does here. */
    static boolean hasAwsRules(Map<String, String> variables) {
        String folder = variables.getOrDefault("TFLINT_PLUGIN_DIR", variables.get("HOME") + "/.tflint.d/plugins");
        return Files.isExecutable(Path.of(folder, AWS));
    }

    /** Lints each folder below this one that has a configuration. */
    List<Linted> findings(Path folder) throws IOException {
        List<String> command = List.of(
                program.toString(),
                "--config",
                configuration.toString(),
                "--chdir",
                folder.toString(),
                "--recursive",
                "--format",
                "json",
                "--force");
        Result result = TestEngine.ours(command, Duration.ofMinutes(5));
        assertThat(result.exitCode()).as(result.toString()).isZero();
        JsonNode report = JSON.readTree(result.out());
        assertThat(report.path("errors")).isEmpty();
        List<Linted> found = new ArrayList<>();
        for (JsonNode issue : report.path("issues")) {
            // Relative to the folder in which it was started.
            Path file = Path.of(issue.at("/range/filename").asText())
                    .toAbsolutePath()
                    .normalize();
            String message = issue.path("message").asText().replace("`", "");
            found.add(new Linted(issue.at("/rule/name").asText(), folder.relativize(file.getParent()) + " " + message));
        }
        return found;
    }

    /** The configuration files below a folder. */
    static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tf.json")).count();
        }
    }
}
