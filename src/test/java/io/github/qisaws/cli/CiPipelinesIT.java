package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.Repository;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestTool;
import io.github.qisaws.ci.CiInit;
import io.github.qisaws.ci.CiSystem;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.EmulatorAccount;
import io.github.qisaws.process.Executables;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The written pipelines: held against the makers' own checkers, and their shell steps run on an emulator. */
class CiPipelinesIT {
    private static final ProgressLog TALK = line -> System.err.println(line);

    @TempDir
    static Path folder;

    private static TestEngine engine;
    private static Repository repository;

    @BeforeAll
    static void write() throws IOException {
        engine = TestEngine.find();
        for (String name : List.of("environments/classic", "environments/demo", "modules", ".gitignore")) {
            TestEngine.copy(Path.of(name), folder.resolve(name));
        }
        Files.writeString(
                folder.resolve("qis-aws"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -jar '"
                        + Path.of("target/qis-aws.jar").toAbsolutePath() + "' \"$@\"\n");
        Files.setPosixFilePermissions(folder.resolve("qis-aws"), PosixFilePermissions.fromString("rwxr-xr-x"));
        repository = Repository.init(folder);
        for (CiSystem system : CiSystem.values()) {
            new CiInit(new Project(folder), tools(TestEngine.OURS), TALK)
                    .write(system, Optional.of("acme/images"), Optional.of("main"), false);
        }
        repository.commit("everything");
    }

    private static Tools tools(Map<String, String> variables) {
        return Tools.of(engine.runner(), variables);
    }

    @Test
    void actionlintAndShellcheckFindNothing() {
        Path actionlint = TestTool.folder("actionlint").resolve("actionlint");
        Path shellcheck = Executables.onPath("shellcheck", TestEngine.OURS)
                .orElseGet(() -> skip("shellcheck is not on the PATH"));
        Result result = engine.in(TestEngine.OURS)
                .program(folder, List.of(actionlint.toString(), "-no-color", "-shellcheck", shellcheck.toString()));
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void actionlintIsNotBlind() throws IOException {
        Path actionlint = TestTool.folder("actionlint").resolve("actionlint");
        Path wrong = folder.resolve("wrong.yml");
        String text = Files.readString(folder.resolve(".github/workflows/qis-aws-plan.yml"));
        Files.writeString(wrong, text.replace("needs.affected.outputs", "needs.afected.outputs"));
        Result result = engine.in(TestEngine.OURS).program(folder, List.of(actionlint.toString(), wrong.toString()));
        Files.delete(wrong);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    }

    @Test
    void gitlabsPipelineFollowsThePublishedSchema() throws IOException {
        Path file = folder.resolve(".gitlab/qis-aws.gitlab-ci.yml");
        assertThat(schema(file).exitCode()).as(schema(file).toString()).isZero();
        Path wrong = Files.writeString(
                folder.resolve("wrong-gitlab.yml"),
                Files.readString(file).replace("resource_group:", "resource_groups:"));
        Result refused = schema(wrong);
        Files.delete(wrong);
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
    }

    @Test
    void theStepsOfAPullRequestRunFromTheBranchToTheComment() throws IOException {
        if (Executables.onPath("jq", TestEngine.OURS).isEmpty()) {
            skip("jq is not on the PATH");
        }
        String base = repository.git("rev-parse", "HEAD");
        repository.git("checkout", "-q", "-b", "change");
        Files.writeString(
                folder.resolve("environments/demo/environment.yaml"), "# changed\n", StandardOpenOption.APPEND);
        repository.commit("change");
        try (Emulator emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve(".qis-aws/logs"), TALK::say)) {
            Map<String, String> variables = emulator.over(TestEngine.OURS, "eu-west-1");
            new EmulatorAccount(new Project(folder), emulator, tools(variables), TALK)
                    .prepare(EnvironmentFile.read(folder.resolve("environments/demo")));
            Map<String, String> outputs =
                    step(variables, "plan", "affected", "Find the environments", Map.of("BASE", base));
            String environments = outputs.get("environments");
            assertThat(new ObjectMapper().readTree(environments))
                    .isEqualTo(new ObjectMapper()
                            .readTree("[{\"name\":\"demo\",\"region\":\"eu-west-1\","
                                    + "\"account\":\"123456789012\",\"key\":\"DEMO\"}]"));
            assertThat(environments).doesNotContain("\n");

            step(variables, "plan", "plan", "Plan", Map.of("ENVIRONMENT", "demo", "QIS_AWS_EXPIRES", "7d"));
            assertThat(folder.resolve("reports/demo"))
                    .isDirectoryContaining("glob:**manifest.json")
                    .isDirectoryContaining("glob:**plan.json")
                    .isDirectoryNotContaining("glob:**.tfplan");
            // From here on, as the workflow of the base branch does.
            String planned = repository.git("rev-parse", "HEAD");
            repository.git("checkout", "-q", "main");
            Map<String, String> plan = claimed(variables, planned);
            step(variables, "review", "review", "Review the stored plan", plan);
            Files.createDirectories(folder.resolve("reviews"));
            Files.move(folder.resolve("review/demo.md"), folder.resolve("reviews/demo.md"));
            step(
                    variables,
                    "review",
                    "comment",
                    "Write the comment",
                    Map.of(
                            "PLANS",
                            "[{\"name\":\"demo\"},{\"name\":\"broken\"}]",
                            "CONCLUSION",
                            "failure",
                            "PLANNING",
                            "https://ci.example.com/6",
                            "REPORT",
                            "https://ci.example.com/7"));
            assertThat(folder.resolve("comment.md"))
                    .content()
                    .startsWith("<!-- qis-aws -->\n")
                    .containsOnlyOnce("<!-- qis-aws -->")
                    .contains("\n## ", "Plan file SHA-256: `" + plan.get("PLAN_HASH") + "`", "https://ci.example.com/6")
                    .contains("**The review of broken failed:**", "https://ci.example.com/7");
            repository.git("merge", "-q", "--ff-only", "change");
            Map<String, String> reviewed = step(
                    variables,
                    "apply-environment",
                    "review",
                    "Review the stored plan",
                    Map.of("ENVIRONMENT", "demo", "REPORT", "https://ci.example.com/8"));
            assertThat(reviewed).containsEntry("plan-hash", plan.get("PLAN_HASH"));
        }
    }

    /** The plan that the base branch finds among what the branch's job claims; claims in a wrong form are left out. */
    private static Map<String, String> claimed(Map<String, String> variables, String commit) throws IOException {
        Path claims = Files.createDirectories(folder.resolve(".qis-aws/claims"));
        for (String name : List.of("demo", "evil")) {
            TestEngine.copy(folder.resolve("reports/demo"), claims.resolve("qis-aws-plan-" + name + "/" + name));
        }
        Path evil = claims.resolve("qis-aws-plan-evil/evil/manifest.json");
        Files.writeString(
                evil,
                "{\"target\":{\"environment\":\"demo\"},\"source\":{\"commit\":\"$(id)\"},"
                        + "\"files\":{\"plan.tfplan\":\"" + "0".repeat(64) + "\\n\"}}");
        String plans = step(variables, "review", "find", "Find the plans", Map.of("CLAIMS", claims.toString()))
                .get("plans");
        JsonNode found = new ObjectMapper().readTree(plans);
        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.path("commit").asText()).isEqualTo(commit));
        return Map.of(
                "ENVIRONMENT",
                found.at("/0/name").asText(),
                "COMMIT",
                found.at("/0/commit").asText(),
                "PLAN_HASH",
                found.at("/0/hash").asText(),
                "REPORT",
                "https://ci.example.com/7");
    }

    /** Runs the shell of one step as GitHub does, and gives the outputs that it sets. */
    private static Map<String, String> step(
            Map<String, String> machine, String workflow, String job, String name, Map<String, String> variables)
            throws IOException {
        Path script = Files.writeString(folder.resolve(".qis-aws/step.sh"), shell(workflow, job, name));
        Path output = Files.writeString(folder.resolve(".qis-aws/output"), "");
        Map<String, String> all = new TreeMap<>(machine);
        all.putAll(variables);
        all.put("GITHUB_OUTPUT", output.toString());
        all.put("GITHUB_STEP_SUMMARY", folder.resolve(".qis-aws/summary").toString());
        Result result = engine.in(all)
                .program(folder, List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString()));
        assertThat(result.exitCode()).as(name + ": " + result).isZero();
        Map<String, String> outputs = new TreeMap<>();
        Files.readAllLines(output)
                .forEach(line ->
                        outputs.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return outputs;
    }

    private static String shell(String file, String job, String name) throws IOException {
        Object workflow = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(folder.resolve(".github/workflows/qis-aws-" + file + ".yml")));
        Map<?, ?> jobs = (Map<?, ?>) ((Map<?, ?>) workflow).get("jobs");
        return ((List<?>) ((Map<?, ?>) jobs.get(job)).get("steps"))
                .stream()
                        .map(step -> (Map<?, ?>) step)
                        .filter(step -> name.equals(step.get("name")))
                        .map(step -> (String) step.get("run"))
                        .findFirst()
                        .orElseThrow();
    }

    private static Result schema(Path file) {
        Path checker = TestTool.folder("check-jsonschema").resolve("bin/check-jsonschema");
        return engine.in(TestEngine.OURS)
                .program(
                        folder,
                        List.of(
                                checker.toString(),
                                "--builtin-schema",
                                "vendor.gitlab-ci",
                                "--data-transform",
                                "gitlab-ci",
                                file.toString()));
    }

    private static Path skip(String why) {
        System.err.println("skipped: " + why);
        Assumptions.abort(why);
        throw new IllegalStateException(why);
    }
}
