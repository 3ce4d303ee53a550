package io.github.qisaws.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestTool;
import io.github.qisaws.environment.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The IAM actions and policies, compared with AWS's Service Authorization Reference as parliament ships it. */
class PermissionsIT {
    private static final Path FACTS = Path.of("src/main/resources/io/github/qisaws/permissions");
    private static final Path CHECK = Path.of("src/test/resources/permission_tests/check.py");
    private static final List<String> ENVIRONMENTS =
            List.of("container-host", "containers", "demo", "images", "production", "staging");

    @TempDir
    Path policies;

    @Test
    void awsHasEachActionAndTheLinterAcceptsEachPolicy() throws IOException {
        writePolicies();
        Result result = check(FACTS);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).containsPattern("[1-9]\\d{2} actions, [1-9]\\d policies, 0 problems");
        System.err.print(result.out());
    }

    @Test
    void anActionThatAwsDoesNotHaveIsFound(@TempDir Path facts) throws IOException {
        writePolicies();
        TestEngine.copy(FACTS, facts);
        Path added = facts.resolve("added.yaml");
        Files.writeString(
                added, Files.readString(added).replace("dlm:CreateLifecyclePolicy", "dlm:MakeLifecyclePolicy"));
        assertThat(check(facts).out()).contains("AWS has no action dlm:MakeLifecyclePolicy");
    }

    private Result check(Path facts) {
        Path python = TestTool.folder("parliament").resolve("bin/python");
        return TestEngine.ours(
                List.of(
                        python.toString(),
                        "-W",
                        "ignore",
                        "-B",
                        CHECK.toString(),
                        facts.toString(),
                        policies.toString()),
                Duration.ofMinutes(2));
    }

    private void writePolicies() throws IOException {
        for (String name : ENVIRONMENTS) {
            for (Purpose purpose : Purpose.values()) {
                List<String> documents = DeployerPolicy.of(
                                EnvironmentFile.read(
                                        Path.of("environments", name).toAbsolutePath()),
                                Path.of("modules"),
                                purpose)
                        .documents();
                for (int i = 0; i < documents.size(); i++) {
                    Files.writeString(policies.resolve(name + "-" + purpose + "-" + i + ".json"), documents.get(i));
                }
            }
        }
    }
}
