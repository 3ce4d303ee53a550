package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestRole;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.permissions.DeployerPolicy;
import io.github.qisaws.permissions.Purpose;
import io.github.qisaws.pipeline.Moment.Victim;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Deployers whose roles have just the printed policies, on an emulator that refuses everything else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployerIT {
    private static final String NAME = "single";
    private static final String REGION = "eu-west-1";
    private static final String REMOVED = "ec2:CreateVolume";

    @TempDir
    static Path folder;

    private static TestEngine engine;
    private static Project project;
    private static Emulator emulator;
    private static Map<String, String> admin;
    private static Disaster recoverer;
    private static Tools planner;
    private static Tools deployer;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        for (String part : List.of("environments/" + NAME, "modules")) {
            TestEngine.copy(Path.of(part), folder.resolve(part));
        }
        project = new Project(folder);
        engine = TestEngine.find();
        Map<String, String> enforcing = new TreeMap<>(TestEngine.OURS);
        enforcing.put("QIS_AWS_EMULATOR_IAM", "on");
        emulator = new Emulators(engine.runner(), enforcing, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        admin = emulator.over(TestEngine.OURS, REGION);
        planner = role("planner", printed(Purpose.PLAN));
        deployer = role("deployer", printed(Purpose.APPLY));
        recoverer = new Disaster(
                NAME, project, emulator, role("recoverer", printed(Purpose.RECOVER)), Tools.of(engine.runner(), admin));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static List<String> printed(Purpose purpose) {
        Environment environment = EnvironmentFile.read(project.existingFolder(NAME));
        return DeployerPolicy.of(environment, project.modules(), purpose).documents();
    }

    private static Tools role(String name, List<String> policies) throws IOException, InterruptedException {
        return Tools.of(engine.runner(), TestRole.assumed(emulator, admin, name, policies));
    }

    private static Deployments deployments(Tools tools) {
        return new Deployments(project, tools, System.err::println);
    }

    @Test
    @Order(1)
    void withoutOneActionAnApplyFailsAndNamesIt() throws Exception {
        List<String> lacking = printed(Purpose.APPLY).stream()
                .map(document -> document.replace("\"" + REMOVED + "\",", ""))
                .toList();
        assertThat(lacking).isNotEqualTo(printed(Purpose.APPLY));
        Deployments deployments = deployments(role("lacking", lacking));
        assertThatThrownBy(() -> deployments.apply(deployments.plan(NAME, Mode.NORMAL, Set.of())))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().exitCode()).isEqualTo(ExitCode.WRONG_ACCOUNT);
                    assertThat(e.problem().why()).contains("is not authorized to perform: " + REMOVED);
                    assertThat(e.problem().fix()).contains("qis-aws permissions");
                });
    }

    @Test
    @Order(2)
    void whoMayRecoverFinishesAnApplyThatWasKilled() throws Exception {
        recoverer.plan(Mode.NORMAL);
        recoverer.strike(Moment.of(Victim.ENGINE_GROUP, "KILL", 5), "apply", NAME, "--yes");
        recoverer.recover();
        recoverer.assertStanding();
    }

    @Test
    @Order(3)
    void whoMayPlanReadsTheWholeEnvironmentAndChangesNothing() throws IOException {
        Deployments deployments = deployments(planner);
        assertThat(deployments.plan(NAME, Mode.NORMAL, Set.of()).changes()).isFalse();
        assertThatThrownBy(() -> deployments.apply(deployments.plan(NAME, Mode.DESTROY, Set.of())))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.WRONG_ACCOUNT));
        // Terraform could not write the state either. Nothing was destroyed, so what it saved is not needed.
        Files.delete(recoverer.folder().resolve("errored.tfstate"));
    }

    @Test
    @Order(4)
    void whoMayApplyDestroysEverythingAndAppliesItAgain() {
        Deployments deployments = deployments(deployer);
        deployments.apply(deployments.plan(NAME, Mode.DESTROY, Set.of()));
        assertThat(deployments.stateList(NAME)).isEmpty();
        deployments.apply(deployments.plan(NAME, Mode.NORMAL, Set.of()));
        assertThat(deployments.plan(NAME, Mode.NORMAL, Set.of()).changes()).isFalse();
    }
}
