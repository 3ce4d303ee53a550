package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in .github, which nothing runs here: checked by actionlint and by the schemas of GitHub's formats. */
class GithubFilesIT {
    private static final Path GITHUB = Path.of(".github");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void actionlintAcceptsEveryWorkflow() throws IOException {
        List<Path> workflows = files("workflows/*.yml");
        assertThat(workflows).hasSizeGreaterThanOrEqualTo(2);
        Result result = actionlint(workflows);
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void actionlintRejectsAWorkflowWithAnUnknownProperty() throws IOException {
        String text = Files.readString(GITHUB.resolve("workflows/build.yml"));
        Result result = actionlint(List.of(broken(text, "matrix.java }}", "matrix.jave }}")));
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("\"jave\"");
    }

    @ParameterizedTest
    @CsvSource({
        "vendor.github-workflows, workflows/*.yml, runs-on:, runs-in:",
        "custom.github-workflows-require-timeout, workflows/*.yml, timeout-minutes:, timeout-hours:",
        "vendor.dependabot, dependabot.yml, interval: weekly, interval: sometimes",
        "vendor.github-issue-forms, ISSUE_TEMPLATE/[!c]*.yml, type: textarea, type: text-area",
        "vendor.github-issue-config, ISSUE_TEMPLATE/config.yml, enabled: false, enabled: perhaps",
    })
    void aSchemaAcceptsTheFilesAndRejectsOneWithAMistake(String schema, String glob, String right, String wrong)
            throws IOException {
        List<Path> files = files(glob);
        assertThat(files).isNotEmpty();
        Result accepted = check(schema, files);
        assertThat(accepted.exitCode()).as(accepted.toString()).isZero();

        Result rejected = check(schema, List.of(broken(Files.readString(files.get(0)), right, wrong)));
        assertThat(rejected.exitCode()).as(rejected.toString()).isEqualTo(1);
        assertThat(rejected.out() + rejected.err()).contains("Schema validation errors");
    }

    private Path broken(String text, String right, String wrong) throws IOException {
        assertThat(text).contains(right);
        return Files.writeString(folder.resolve("broken.yml"), text.replace(right, wrong));
    }

    private static List<Path> files(String glob) throws IOException {
        Path parent = GITHUB.resolve(glob).getParent();
        String name = glob.substring(glob.lastIndexOf('/') + 1);
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(file -> parent.getFileSystem()
                            .getPathMatcher("glob:" + name)
                            .matches(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** With shellcheck for the shell of the steps, where the machine has it. */
    private static Result actionlint(List<Path> workflows) {
        Path program = TestTool.folder("actionlint").resolve("actionlint");
        String shellcheck = Executables.onPath("shellcheck", TestEngine.OURS)
                .map(Path::toString)
                .orElse("");
        return run(List.of(program.toString(), "-no-color", "-shellcheck", shellcheck), workflows);
    }

    private static Result check(String schema, List<Path> files) {
        Path program = TestTool.folder("check-jsonschema").resolve("bin/check-jsonschema");
        return run(List.of(program.toString(), "--builtin-schema", schema), files);
    }

    private static Result run(List<String> command, List<Path> files) {
        List<String> argv = new ArrayList<>(command);
        files.forEach(file -> argv.add(file.toString()));
        return TestEngine.ours(argv, LIMIT);
    }
}
