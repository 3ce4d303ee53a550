package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.EmulatorAccount;
import io.github.qisaws.process.Executables;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed works with the engine alone: without qis-aws, without Java, without Node. */
class PlainTerraformIT {
    private static final Environment DEMO = EnvironmentFile.read(Path.of("environments", "demo"));
    private static final String REGION = DEMO.placement().region();
    private static final Path CONSUMER = Path.of("src/test/resources/io/github/qisaws/cli/consumer");

    /** What a shell needs to run one program after the other. */
    private static final List<String> SYSTEM = List.of("sh", "env", "cat", "ls", "uname");

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static TestEngine plain;

    @BeforeAll
    static void start() throws IOException {
        TestEngine engine = TestEngine.find();
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        Map<String, String> variables = new TreeMap<>(emulator.over(engine.environment(), REGION));
        variables.put("PATH", onlyTheEngine(engine).toString());
        variables.keySet().removeIf(name -> name.startsWith("JAVA"));
        plain = engine.in(variables);
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void aCommittedEnvironmentIsPlannedByTheEngineAlone() throws IOException {
        TestEngine.copy(Path.of("environments"), folder.resolve("environments"));
        Path demo = folder.resolve("environments/demo");
        for (Map.Entry<String, String> file :
                EmulatorAccount.overrideFiles(DEMO).entrySet()) {
            Files.writeString(demo.resolve(file.getKey()), file.getValue());
        }
        TestAccount.prepare(new Project(folder), emulator, Tools.of(plain.runner(), plain.environment()), DEMO);
        String program = plain.binary().kind().program();

        assertThat(shell("command -v java || command -v node").exitCode())
                .as("neither Java nor Node is on the PATH")
                .isNotZero();
        Result planned = shell("cd environments/demo && " + program + " init -no-color -backend-config="
                + EmulatorEnvironment.BACKEND_CONFIG + " && " + program + " plan -no-color");

        assertThat(planned.exitCode()).as(planned.toString()).isZero();
        assertThat(planned.out())
                .containsPattern("Plan: [1-9]\\d+ to add, 0 to change, 0 to destroy")
                .contains("module.network.aws_vpc.this", "module.web-tier.aws_autoscaling_group.");
    }

    @Test
    void aConfigurationInPlainHclMakesAndRemovesThreeModules() throws IOException {
        Path consumer = TestEngine.copy(CONSUMER, folder.resolve("consumer"));
        Files.writeString(consumer.resolve(EmulatorEnvironment.OVERRIDE_FILE), EmulatorEnvironment.overrideFile());
        List<String> before = emulator.leftovers();

        succeeds(consumer, "init", "-no-color");
        succeeds(consumer, "apply", "-no-color", "-auto-approve");
        assertThat(emulator.leftovers())
                .as("made in the emulator")
                .hasSizeGreaterThan(before.size())
                .anyMatch(made -> made.contains("/vpcs/"));
        assertThat(succeeds(consumer, "output", "-raw", "url").out()).startsWith("http://");
        assertThat(succeeds(consumer, "state", "list").out())
                .contains("module.network.aws_vpc.this", "module.firewall.", "module.load_balancer.aws_lb.this")
                .doesNotContain("aws_lb_listener.https");
        // AWS rejects a subnet whose CIDR block another one still has.
        String zones = "zones=[\"eu-west-1a\",\"eu-west-1b\",\"eu-west-1c\"]";
        assertThat(succeeds(consumer, "apply", "-no-color", "-auto-approve", "-var", zones)
                        .out())
                .contains("0 destroyed");
        // AWS deletes no target group that the listener still uses.
        for (String targets : List.of("ip", "instance")) {
            String type = "target_type=" + targets;
            assertThat(succeeds(consumer, "apply", "-no-color", "-auto-approve", "-var", zones, "-var", type)
                            .out())
                    .contains("1 added, 1 changed, 1 destroyed");
        }

        succeeds(consumer, "destroy", "-no-color", "-auto-approve");
        assertThat(emulator.leftovers())
                .as("left in the emulator by destroy")
                .containsExactlyInAnyOrderElementsOf(before);
    }

    private static Result succeeds(Path directory, String... arguments) {
        Result result = plain.run(directory, arguments);
        assertThat(result.exitCode())
                .as("%s: %s", String.join(" ", arguments), result)
                .isZero();
        return result;
    }

    private static Result shell(String line) {
        return plain.program(folder, List.of("sh", "-c", line));
    }

    /** A folder of links, since the system's own folders may hold Java and Node as well. */
    private static Path onlyTheEngine(TestEngine engine) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Files.createSymbolicLink(
                programs.resolve(engine.binary().kind().program()),
                engine.binary().executable());
        for (String name : SYSTEM) {
            Path program = Executables.onPath(name, TestEngine.OURS).orElseThrow();
            Files.createSymbolicLink(programs.resolve(name), program);
        }
        return programs;
    }
}
