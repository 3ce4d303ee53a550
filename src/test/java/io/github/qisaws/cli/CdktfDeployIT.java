package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestTool;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.EmulatorAccount;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cdktf deploy} and {@code qis-aws} see the same resources: what one made, the other finds unchanged. */
class CdktfDeployIT {
    private static final Environment DEMO = EnvironmentFile.read(Path.of("environments", "demo"));
    private static final String REGION = DEMO.placement().region();

    /** The demo environment's resources, roughly: enough that an empty deployment cannot pass. */
    private static final int MANY = 60;

    @TempDir
    Path folder;

    @Test
    void whatCdktfDeploysIsWhatQisAwsWouldApply() throws IOException {
        TestEngine engine = TestEngine.find();
        Path cdktf = TestTool.folder("cdktf-cli").resolve("node_modules/.bin/cdktf");
        Project project = copyOfTheProject();
        Emulators emulators = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE);
        try (Emulator emulator = emulators.start(folder.resolve("logs"), CdktfDeployIT::tell)) {
            Map<String, String> ours = emulator.over(TestEngine.OURS, REGION);
            Tools tools = Tools.of(engine.runner(), ours);
            TestAccount.prepare(project, emulator, tools, DEMO);

            TestEngine deployer = engine.in(forCdktf(engine, emulator));
            Result deployed = deployer.program(
                    project.root(),
                    List.of(cdktf.toString(), "deploy", "demo", "--auto-approve", "--skip-provider-lock"));
            assertThat(deployed.exitCode()).as("cdktf deploy: %s", deployed).isZero();

            Deployments deployments = new Deployments(project, tools, CdktfDeployIT::tell);
            assertThat(deployments.stateList("demo"))
                    .hasSizeGreaterThan(MANY)
                    .contains("module.network.aws_vpc.this", "module.load-balancer.aws_lb.this");
            Planned planned = deployments.plan("demo", Mode.NORMAL, Set.of());
            assertThat(planned.review().verdict())
                    .as(planned.review().sentence())
                    .isEqualTo(Verdict.UNCHANGED);
            assertThat(planned.changes()).isFalse();
        }
    }

    /** The project with its cdktf.json as it is; ./qis-aws is a stand-in that starts what this build has compiled. */
    private static void launcher(Path root) throws IOException {
        Path overrides = Files.createDirectory(root.resolve("overrides"));
        for (Map.Entry<String, String> file :
                EmulatorAccount.overrideFiles(DEMO).entrySet()) {
            Files.writeString(overrides.resolve(file.getKey()), file.getValue());
        }
        Path launcher = Files.writeString(root.resolve("qis-aws"), """
                #!/bin/sh
                set -eu
                '%s' -XX:TieredStopAtLevel=1 -cp '%s' '%s' "$@"
                for outdir; do :; done
                cp overrides/* "$outdir/stacks/demo/"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private Project copyOfTheProject() throws IOException {
        Path root = Files.createDirectory(folder.resolve("project"));
        TestEngine.copy(Path.of("environments"), root.resolve("environments"));
        TestEngine.copy(Path.of("modules"), root.resolve("modules"));
        Files.copy(Path.of("cdktf.json"), root.resolve("cdktf.json"));
        launcher(root);
        return new Project(root);
    }

    /** cdktf-cli starts the engine itself, so the path style of S3 goes into init by a variable. */
    private Map<String, String> forCdktf(TestEngine engine, Emulator emulator) {
        Map<String, String> variables = new TreeMap<>(emulator.over(engine.environment(), REGION));
        variables.put("TF_CLI_ARGS_init", "-backend-config=" + EmulatorEnvironment.BACKEND_CONFIG);
        variables.put("TERRAFORM_BINARY_NAME", engine.binary().executable().toString());
        variables.put("CDKTF_HOME", folder.resolve("cdktf-home").toString());
        variables.put("CDKTF_DISABLE_PLUGIN_CACHE_ENV", "1");
        variables.put("CI", "1");
        return variables;
    }

    private static void tell(String line) {
        System.err.println(line);
    }
}
