package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.PlanRequest;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Deployments.SealOptions;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.seal.SealedFolder;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With the real engine: a sealed plan is refused when it was touched, applied when it was not, and stale afterwards.
 */
class SealedPlanIT {
    private static final ProgressLog TALK = line -> System.err.println(line);

    @TempDir
    Path folder;

    @Test
    void aTouchedPlanIsRefusedARestoredOneAppliedAndACopyOfItIsStaleThen() throws IOException {
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        TestEngine.copy(Path.of("environments/demo"), folder.resolve("environments/demo"));
        TestEngine engine = TestEngine.find();
        var environment = EnvironmentFile.read(folder.resolve("environments/demo"));
        try (Emulator emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), TALK::say)) {
            Map<String, String> variables =
                    emulator.over(TestEngine.OURS, environment.placement().region());
            Tools tools = Tools.of(engine.runner(), variables);
            Project project = new Project(folder);
            TestAccount.prepare(project, emulator, tools, environment);
            Deployments deployments = new Deployments(project, tools, TALK);
            GitRepository.of(folder);
            refuseAFileThatGitIgnores(deployments);
            check(deployments, emulator);
            refuseForgeries(deployments, emulator);
            refuseAnotherProvider(project, tools);
        }
    }

    /** Terraform loads the file, and a plan would already run the program. */
    private void refuseAFileThatGitIgnores(Deployments deployments) throws IOException {
        Path ran = folder.resolve("ran");
        Path file = Files.writeString(
                folder.resolve("environments/demo/x.tfstate.tf"),
                "data \"external\" \"x\" { program = [\"touch\", \"" + ran + "\"] }");
        assertThatThrownBy(() -> deployments.plan("demo", Mode.NORMAL, Set.of()))
                .hasMessageContaining("x.tfstate.tf");
        assertThat(ran).doesNotExist();
        Files.delete(file);
    }

    /** With the data standing: a destroy plan that nobody confirmed, a manifest that says otherwise, an exchanged file. */
    private void refuseForgeries(Deployments deployments, Emulator emulator) throws IOException {
        int standing = emulator.leftovers().size();
        Planned destruction = deployments.plan(
                "demo", PlanRequest.of(Mode.DESTROY, Set.of(), Set.of()), new SealOptions(Duration.ofHours(1), false));
        SavedPlan saved = destruction.prepared().saved();
        assertThatThrownBy(() -> deployments.apply(deployments.saved("demo", Optional.empty(), Set.of())))
                .hasMessageContaining("the guard blocked");
        Path destroying = TestEngine.copy(saved.folder(), folder.resolve("destroying"));

        SealedFolder sealed = new SealedFolder(saved.folder());
        Manifest old = sealed.manifest();
        sealed.seal(Manifest.of(old.source(), old.target().in("normal"), old.engine(), old.maker(), old.files()));
        assertRefused("mode: planned normal, now destroy", deployments, Optional.empty());

        Planned harmless = deployments.plan(
                "demo",
                PlanRequest.of(Mode.NORMAL, Set.of(), Set.of("module.network.aws_default_security_group.this")),
                new SealOptions(Duration.ofHours(1), true));
        Planned checked = deployments.saved("demo", Optional.empty(), Set.of());
        Files.copy(
                destroying.resolve("plan.tfplan"),
                harmless.prepared().saved().file(),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> deployments.apply(checked)).hasMessageContaining("stale or was modified");
        assertThat(emulator.leftovers()).hasSize(standing);
    }

    private void refuseAnotherProvider(Project project, Tools tools) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("terraformrc"),
                "provider_installation {\n dev_overrides { \"hashicorp/aws\" = \"" + folder + "\" }\n direct {}\n}\n");
        Tools overridden = tools.with(Map.of("TF_CLI_CONFIG_FILE", configuration.toString()));
        assertRefused("contains dev_overrides", new Deployments(project, overridden, TALK), Optional.empty());
    }

    private void check(Deployments deployments, Emulator emulator) throws IOException {
        Planned planned = deployments.plan("demo", Mode.NORMAL, Set.of());
        Path plan = planned.prepared().saved().file();
        Path kept = TestEngine.copy(plan.getParent(), folder.resolve("kept"));
        int before = emulator.leftovers().size();

        Files.write(plan, new byte[] {0}, StandardOpenOption.APPEND);
        assertRefused("file plan.tfplan: ", deployments, Optional.empty());
        assertThatThrownBy(() -> deployments.apply(planned)).hasMessageContaining("stale or was modified");
        assertThat(emulator.leftovers()).hasSize(before);

        Files.copy(kept.resolve("plan.tfplan"), plan, StandardCopyOption.REPLACE_EXISTING);
        deployments.apply(deployments.saved("demo", Optional.empty(), Set.of()));
        assertThat(emulator.leftovers()).hasSizeGreaterThan(before);

        assertRefused("no saved plan", deployments, Optional.empty());
        assertRefused("state-serial: planned -1, now ", deployments, Optional.of(kept));
    }

    private static void assertRefused(String words, Deployments deployments, Optional<Path> plan) {
        assertThatThrownBy(() -> deployments.saved("demo", plan, Set.of()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().exitCode()).isEqualTo(ExitCode.STALE_PLAN);
                    assertThat(e.problem().what() + "\n" + e.problem().why()).contains(words);
                });
    }
}
