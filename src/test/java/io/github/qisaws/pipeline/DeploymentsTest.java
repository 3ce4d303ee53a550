package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Recordings;
import io.github.qisaws.cost.Estimate;
import io.github.qisaws.cost.PriceFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.recovery.RecoveryRequest;
import io.github.qisaws.review.Drift;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.LockHolder;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Validation;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which verbs reach the engine, and which never do, with recorded plans. */
class DeploymentsTest {
    private static final String DANGEROUS = "terraform-1.11-dangerous";
    private static final String CREATE = "terraform-1.11-create";
    private static final String DESTROY = "terraform-1.11-destroy";

    @TempDir
    Path folder;

    private ScriptedProject scripted;
    private Script script;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo", "production");
        script = scripted.script;
    }

    @Test
    void aBlockedPlanIsNotApplied() {
        script.plans(DANGEROUS);
        Planned planned = plan(Mode.NORMAL);
        assertThat(planned.review().verdict()).isEqualTo(Verdict.BLOCKED);
        Problem problem = problem(() -> scripted.deployments().apply(planned));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(scripted.effects.sentence())
                .isEqualTo("No AWS resources were changed. This command initialized " + scripted.project.folder("demo")
                        + "; saved a plan in " + scripted.scratch("demo").plan() + ".");
        assertThat(problem(() -> scripted.deployments().apply(saved())).exitCode())
                .isEqualTo(ExitCode.BLOCKED);
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void theDestructionOfAProtectedEnvironmentIsNotApplied() {
        script.plans(DESTROY);
        Planned planned = scripted.deployments().plan("production", Mode.DESTROY, Set.of());
        assertThat(problem(() -> scripted.deployments().apply(planned)).exitCode())
                .isEqualTo(ExitCode.BLOCKED);
        assertThat(script.verbs).contains("plan destroy").doesNotContain("apply");
    }

    @Test
    void theDestructionOfAnUnprotectedEnvironmentIsApplied() {
        script.plans(DESTROY);
        scripted.deployments().apply(plan(Mode.DESTROY));
        assertThat(script.verbs).endsWith("apply");
    }

    @Test
    void aSavedPlanIsAppliedOnce() {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        scripted.deployments().apply(saved());
        assertThat(script.verbs).endsWith("apply").filteredOn("apply"::equals).hasSize(1);
        assertThat(problem(this::saved).exitCode()).isEqualTo(ExitCode.STALE_PLAN);
    }

    @Test
    void aPlanWithoutChangesIsNotKept() {
        script.plans("terraform-1.11-unchanged");
        assertThat(plan(Mode.NORMAL).changes()).isFalse();
        assertThat(problem(this::saved).exitCode()).isEqualTo(ExitCode.STALE_PLAN);
    }

    @Test
    void aFileThatChangesWhileTheUserIsAskedIsFoundBeforeTheEngineStarts() throws IOException {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        Planned saved = saved();
        Files.writeString(scripted.scratch("demo").plan().resolve("plan.tfplan"), DANGEROUS);
        assertThat(problem(() -> scripted.deployments().apply(saved)).exitCode())
                .isEqualTo(ExitCode.STALE_PLAN);
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aPlanThatExpiresWhileTheUserIsAskedIsNotApplied() {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        Planned saved = saved();
        scripted.setClock(ScriptedProject.NOW.plus(Manifest.USUAL_LIFE).plusSeconds(1));
        assertThat(problem(() -> scripted.deployments().apply(saved)).exitCode())
                .isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem(this::saved).exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void anInterruptedRunIsRefusedBeforeAndAfterTheUserIsAsked() {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        Planned saved = saved();
        scripted.interrupt("NORMAL");
        Problem late = problem(() -> scripted.deployments().apply(saved));
        assertThat(late.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(late.fix()).startsWith("Run qis-aws recover demo");
        assertThat(problem(this::saved).fix()).startsWith("Run qis-aws recover demo");
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aPlanAfterAnInterruptionProposesRecover() {
        scripted.interrupt("NORMAL");
        script.plans(CREATE);
        plan(Mode.NORMAL);
        assertThat(scripted.said).anyMatch(line -> line.endsWith("qis-aws recover demo"));
    }

    @Test
    void aPlanThatWasNotBegunSinceTheStateIsLockedIsKept() {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        Problem locked = new Problem(ExitCode.LOCKED, "locked", "", "");
        LockHolder holder = new LockHolder("7", "state", "OperationTypeApply", "bob@host", "2026-01-01");
        script.applies(new Outcome.Locked(holder, locked, List.of()));
        assertThat(problem(() -> scripted.deployments().apply(saved())).exitCode())
                .isEqualTo(ExitCode.LOCKED);
        scripted.deployments().apply(saved());
        assertThat(script.verbs).filteredOn("apply"::equals).hasSize(2);
    }

    @Test
    void leftoversOfAKilledRecoveryAreRemovedBeforeEachCommand() throws IOException {
        script.plans(CREATE);
        Path leftover = scripted.project.folder("demo").resolve("qis-aws-recover.tf.json");
        List<Runnable> commands = List.of(
                () -> plan(Mode.NORMAL),
                () -> scripted.deployments().validate("demo"),
                () -> scripted.deployments().init("demo"),
                () -> scripted.deployments().output("demo"),
                () -> new DriftCheck(scripted.project, scripted.tools()).of("demo", scripted.said::add),
                () -> new CostReport(scripted.project, scripted.tools(), PriceFile.builtIn())
                        .of("demo", scripted.said::add));
        for (Runnable command : commands) {
            Files.writeString(leftover, "{}");
            command.run();
            assertThat(leftover).doesNotExist();
        }
    }

    @Test
    void anotherPlanThatTakesThePlaceOfTheReviewedOneIsNotSealed() {
        script.plans(CREATE).whileShown(this::replacePlan);
        assertThat(problem(() -> plan(Mode.NORMAL)).exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(scripted.scratch("demo").plan()).doesNotExist();
        assertThat(scripted.effects.sentence()).doesNotContain("saved a plan");
    }

    private void replacePlan() {
        Path file = scripted.scratch("demo").plan().resolve("plan.tfplan");
        Folders.write(file, DANGEROUS);
    }

    @Test
    void aPlanIsStaleOnceTheStateHasChanged() {
        script.plans(CREATE).state("{'lineage':'a','serial':3}");
        plan(Mode.NORMAL);
        assertThat(saved().changes()).isTrue();
        script.state("{'lineage':'a','serial':4}");
        assertThat(problem(this::saved).why()).contains("state-serial").doesNotContain("state-lineage");
        script.state("{'lineage':'b','serial':3}");
        assertThat(problem(this::saved).why()).contains("state-lineage").doesNotContain("state-serial");
    }

    @Test
    void aPlanWithoutChangesLeavesNoFile() {
        script.plans("terraform-1.11-unchanged");
        Planned planned = plan(Mode.NORMAL);
        assertThat(scripted.scratch("demo").plan()).doesNotExist();
        assertThat(problem(() -> scripted.deployments().apply(planned)).exitCode())
                .isEqualTo(ExitCode.STALE_PLAN);
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aSealedFolderFromElsewhereIsAppliedFromThere() throws IOException {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(scripted.scratch("demo").plan(), elsewhere);
        Planned planned = scripted.deployments().saved("demo", Optional.of(elsewhere), Set.of());
        assertThat(planned.changes()).isTrue();
        scripted.deployments().apply(planned);
        assertThat(script.verbs).endsWith("apply");
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void reportsAreCopiedWithoutThePlanFile() {
        script.plans(CREATE);
        plan(Mode.NORMAL).copyReports(folder.resolve("reports"));
        assertThat(folder.resolve("reports/review.json")).exists();
        assertThat(folder.resolve("reports/plan.tfplan")).doesNotExist();
    }

    @Test
    void onlyAnApplyThatFailsProposesRecover() {
        script.plans(CREATE);
        scripted.deployments().apply(plan(Mode.NORMAL));
        assertThat(scripted.said).noneMatch(line -> line.contains("qis-aws recover demo"));
        script.reports(List.of(new Event.Step(
                        Event.Stage.APPLY_START,
                        new Event.Resource(ScriptedProject.NETWORK, "module.network", "aws_vpc", "this"),
                        "create",
                        "",
                        0)))
                .applies(new Outcome.Failed(
                        Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "killed", "", ""), List.of()));
        script.afterApply(scripted::orphanJournal);
        Planned planned = plan(Mode.NORMAL);
        problem(() -> scripted.deployments().apply(planned));
        assertThat(scripted.said).anyMatch(line -> line.endsWith("qis-aws recover demo"));
        assertThat(problem(this::saved).fix()).contains("qis-aws recover demo");
    }

    @Test
    void theFixOfAFailedApplyNamesTheEnvironment() {
        script.plans(CREATE);
        script.applies(new Outcome.Failed(
                Outcome.Cause.STALE_PLAN,
                new Problem(ExitCode.STALE_PLAN, "saved plan is stale", "", "Run qis-aws plan ENV."),
                List.of()));
        Planned planned = plan(Mode.NORMAL);
        assertThat(problem(() -> scripted.deployments().apply(planned)).fix()).isEqualTo("Run qis-aws plan demo.");
    }

    @Test
    void policiesWithoutConftestStopEveryVerbBeforeTheEngineStarts() {
        Folders.write(folder.resolve("policies/deny.rego"), "package main\n");
        Tools tools = scripted.tools().over(Map.of("PATH", folder.toString()));
        Deployments deployments = new Deployments(scripted.project, tools, scripted.said::add);
        Recovery recovery = new Recovery(scripted.project, tools, scripted.said::add);
        RecoveryRequest request = new RecoveryRequest(Optional.empty(), Set.of(), question -> {}, review -> {});
        List<Runnable> verbs = List.of(
                () -> deployments.plan("demo", Mode.NORMAL, Set.of()),
                () -> deployments.saved("demo", Optional.empty(), Set.of()),
                () -> recovery.recover("demo", request));
        for (Runnable verb : verbs) {
            assertThat(problem(verb).exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        }
        assertThat(script.verbs).isEmpty();
    }

    @Test
    void theEngineIsAskedForOutputsStateAndValidity() {
        script.state("{'resources':[{'type':'aws_vpc','name':'this'}]}");
        assertThat(scripted.deployments().output("demo").has("load_balancer")).isTrue();
        assertThat(scripted.deployments().stateList("demo")).containsExactly("aws_vpc.this");
        assertThat(scripted.deployments().validate("demo")).isEmpty();
        script.validates(new Validation(
                false,
                List.of(new Diagnostic(
                        Diagnostic.Severity.ERROR, "no such input", "", "", Optional.empty(), Optional.empty()))));
        assertThat(scripted.deployments().validate("demo")).anyMatch(line -> line.contains("no such input"));
    }

    @Test
    void driftIsLookedForOnlyInWhatExists() {
        script.plans("terraform-1.11-drift");
        DriftCheck check = new DriftCheck(scripted.project, scripted.tools());
        assertThat(check.of("demo", scripted.said::add).found()).isFalse();
        assertThat(scripted.said).anyMatch(line -> line.startsWith("No resources in the state"));
        assertThat(script.verbs).noneMatch(verb -> verb.startsWith("plan"));
        script.state("{'resources':[{'type':'aws_vpc','name':'this'}]}");
        Drift drift = check.of("demo", scripted.said::add);
        assertThat(drift.environment()).isEqualTo("demo");
        assertThat(script.verbs).anyMatch(verb -> verb.startsWith("plan refresh"));
    }

    @Test
    void theCostIsThatOfThePlan() {
        script.plans(CREATE);
        CostReport report = new CostReport(scripted.project, scripted.tools(), PriceFile.builtIn());
        Estimate planned = report.of("demo", scripted.said::add);
        assertThat(planned.lines()).isNotEmpty();
        assertThat(report.of("demo", Recordings.file(CREATE))).isEqualTo(planned);
        assertThat(report.of("demo", Recordings.file("terraform-1.11-destroy")).lines())
                .isEmpty();
    }

    private Planned plan(Mode mode) {
        return scripted.deployments().plan("demo", mode, Set.of());
    }

    private Planned saved() {
        return scripted.deployments().saved("demo", Optional.empty(), Set.of());
    }
}
