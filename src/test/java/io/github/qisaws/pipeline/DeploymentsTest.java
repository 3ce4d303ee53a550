package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Recordings;
import io.github.qisaws.cost.Estimate;
import io.github.qisaws.cost.PriceFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.preflight.AccountInOrder;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.recovery.RecoveryRequest;
import io.github.qisaws.review.Drift;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SealedFolder;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.LockHolder;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.PlanFiles;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which verbs reach the engine, and which never do, with recorded plans. */
class DeploymentsTest {
    private static final String DANGEROUS = "terraform-1.11-dangerous";
    private static final String CREATE = "terraform-1.11-create";
    private static final String FORGOTTEN = "terraform-1.11-forgotten";
    private static final String DESTROY = Recordings.unprotectedDestroy();

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
    void aDestroyIsPlannedWithoutDataSourcesThatCannotBeRead() {
        script.plans(DESTROY)
                .nextPlanEnds(failedAt("module.web-tier.data.aws_ami.this[0]", "data.aws_ssm_parameter.i"));
        scripted.deployments().apply(plan(Mode.DESTROY));
        assertThat(script.verbs).containsSubsequence("plan destroy", "plan destroy without refresh", "apply");
        assertThat(scripted.said).anyMatch(line -> line.contains("without a refresh"));
    }

    @Test
    void anyOtherFailureEndsADestroy() {
        script.plans(DESTROY);
        List.of(
                        failedAt("data.aws_ssm_parameter.i", "module.network.aws_vpc.this"),
                        failedAt("provider[\"registry.terraform.io/hashicorp/aws\"]"),
                        failedAt("module.metadata.aws_vpc.this"),
                        failedAt())
                .forEach(failure -> {
                    script.nextPlanEnds(failure);
                    problem(() -> plan(Mode.DESTROY));
                });
        script.nextPlanEnds(failedAt("data.aws_ssm_parameter.i"));
        problem(() -> plan(Mode.NORMAL));
        assertThat(script.verbs).doesNotContain("plan destroy without refresh", "plan normal without refresh");
    }

    private static Outcome failedAt(String... addresses) {
        return new Outcome.Failed(
                Outcome.Cause.OTHER,
                new Problem(ExitCode.FAILED, "planning failed", "", ""),
                Stream.of(addresses)
                        .map(address -> new Diagnostic(
                                Diagnostic.Severity.ERROR,
                                "couldn't find resource",
                                "",
                                address,
                                Optional.empty(),
                                Optional.empty()))
                        .toList());
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
    void whatAwsWouldRefuseBlocksThePlanAndTheSavedPlan() {
        AccountInOrder account = new AccountInOrder();
        Deployments deployments = scripted.deployments(account);
        script.plans(CREATE).plans(CREATE);
        Planned planned = deployments.plan("demo", Mode.NORMAL, Set.of());
        assertThat(planned.review().verdict()).isNotEqualTo(Verdict.BLOCKED);
        account.bucket = Optional.empty();
        Planned saved = deployments.saved("demo", Optional.empty(), Set.of());
        assertThat(problem(() -> deployments.apply(saved)).exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(deployments.plan("demo", Mode.NORMAL, Set.of()).review().findings())
                .filteredOn(Finding::blocks)
                .extracting(finding -> finding.rule().id())
                .containsExactly("state-bucket");
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aPlanThatFailsIsExplainedByWhatAwsAnswered() {
        AccountInOrder account = new AccountInOrder();
        account.parameter = Optional.empty();
        Deployments deployments = scripted.deployments(account);
        Problem failure = new Problem(ExitCode.FAILED, "plan failed", "couldn't find resource", "");
        script.nextPlanEnds(new Outcome.Failed(Outcome.Cause.OTHER, failure, List.of()));
        assertThat(problem(() -> deployments.plan("demo", Mode.NORMAL, Set.of()))
                        .why())
                .contains("environment.yaml:", "image", "has no SSM parameter", "couldn't find resource");
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

    @Test
    void aPlanThatALaterPlanReplacedIsNotApplied() {
        script.plans(CREATE).plans("terraform-1.11-everyday");
        Planned reviewed = plan(Mode.NORMAL);
        plan(Mode.NORMAL);
        assertThat(problem(() -> scripted.deployments().apply(reviewed)).exitCode())
                .isEqualTo(ExitCode.STALE_PLAN);
        assertThat(script.verbs).doesNotContain("apply");
    }

    private void replacePlan() {
        PlanFiles.write(planFile(), scripted.project.folder("demo"), Mode.NORMAL, DANGEROUS);
    }

    private Path planFile() {
        return scripted.scratch("demo").plan().resolve("plan.tfplan");
    }

    @Test
    void eachLossIsNamedAgainAtTheApply() {
        script.plans(FORGOTTEN);
        Set<String> losses = losses();
        assertThat(scripted.deployments()
                        .plan("demo", Mode.NORMAL, losses)
                        .review()
                        .verdict())
                .isNotEqualTo(Verdict.BLOCKED);
        assertThat(problem(() -> scripted.deployments().apply(saved())).exitCode())
                .as("what was allowed to plan is not stored")
                .isEqualTo(ExitCode.BLOCKED);
        Set<String> some = Set.copyOf(losses.stream().skip(1).toList());
        assertThat(problem(() -> scripted.deployments().apply(saved(some))).exitCode())
                .isEqualTo(ExitCode.BLOCKED);
        assertThat(script.verbs).doesNotContain("apply");
        scripted.deployments().apply(saved(losses));
        assertThat(script.verbs).endsWith("apply");
    }

    @Test
    void onlyTheConfirmationOfDestroyCoversAWholeEnvironment() {
        script.plans(DESTROY);
        scripted.deployments()
                .plan(
                        "demo",
                        Deployments.PlanRequest.of(Mode.DESTROY, Set.of(), Set.of()),
                        new Deployments.SealOptions(Manifest.USUAL_LIFE, false));
        assertThat(problem(() -> scripted.deployments().apply(saved())).exitCode())
                .isEqualTo(ExitCode.BLOCKED);
        plan(Mode.DESTROY);
        assertThat(problem(() -> scripted.deployments().apply(saved())).exitCode())
                .as("a declined destroy leaves a plan that apply does not take for confirmed")
                .isEqualTo(ExitCode.BLOCKED);
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aForgedManifestPermitsNothing() throws IOException {
        script.plans(DANGEROUS);
        plan(Mode.NORMAL);
        SealedFolder sealed = new SealedFolder(scripted.scratch("demo").plan());
        Manifest old = sealed.manifest();
        sealed.seal(Manifest.of(old.source(), old.target().in("destroy"), old.engine(), old.maker(), old.files()));
        Problem problem = problem(() -> scripted.deployments().apply(saved()));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem.why()).isEqualTo("mode: planned destroy, now normal");
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aFileThatIsExchangedWhileThePlanIsShownIsNeitherShownNorApplied() {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        script.whileShown(this::replacePlan);
        Planned saved = saved();
        assertThat(saved.review().verdict()).isNotEqualTo(Verdict.BLOCKED);
        assertThat(problem(() -> scripted.deployments().apply(saved)).why()).startsWith("file plan.tfplan: planned ");
        assertThat(script.verbs).doesNotContain("apply");
        assertThat(copies()).isEmpty();
    }

    @Test
    void theEngineAppliesACopyThatNobodyElseCanReach() throws IOException {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        script.beforeApply(() -> {
            replacePlan();
            assertThat(copies()).hasSize(1).allSatisfy(copy -> assertThat(script.applied.getParent())
                    .isEqualTo(copy));
        });
        scripted.deployments().apply(saved());
        assertThat(script.verbs).endsWith("apply");
        assertThat(copies()).isEmpty();
    }

    private List<Path> copies() {
        Path[] copies = java.util.Arrays.stream(
                        scripted.scratch("demo").folder().toFile().listFiles())
                .filter(file -> file.getName().startsWith("copy-"))
                .map(java.io.File::toPath)
                .toArray(Path[]::new);
        return List.of(copies);
    }

    @Test
    void aPlanOfOtherFilesThanTheCheckedOutOnesIsRefused() throws IOException {
        script.plans(CREATE);
        Path more = scripted.project.folder("demo").resolve("more.tf");
        script.whileShown(() -> {
            Folders.write(more, "locals {}");
            PlanFiles.write(planFile(), scripted.project.folder("demo"), Mode.NORMAL, CREATE);
            Folders.delete(more);
        });
        Problem problem = problem(() -> plan(Mode.NORMAL));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem.why()).startsWith("configuration environments/demo/more.tf: planned ");
    }

    @Test
    void aForeignFileOrProviderMakesASavedPlanStale() throws IOException {
        script.plans(CREATE);
        plan(Mode.NORMAL);
        Path module = scripted.project.root().resolve("modules/network");
        Path link = Files.createSymbolicLink(module.resolve("x.tf"), module.resolve("main.tf.json"));
        Problem linked = problem(this::saved);
        assertThat(linked.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(linked.why()).contains("modules/network/x.tf");
        Files.delete(link);
        Tools replaced = scripted.tools().with(Map.of("TF_REATTACH_PROVIDERS", "{}"));
        Deployments deployments = new Deployments(scripted.project, replaced, scripted.said::add, Preflights.off());
        assertThat(problem(() -> deployments.saved("demo", Optional.empty(), Set.of()))
                        .exitCode())
                .isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem(() -> deployments.plan("demo", Mode.NORMAL, Set.of()))
                        .exitCode())
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(saved().changes()).isTrue();
    }

    /** The subjects of the findings that only a named address lifts. */
    private Set<String> losses() {
        return plan(Mode.NORMAL).review().findings().stream()
                .filter(finding -> finding.blocks() && finding.rule().liftedByAddress())
                .map(Finding::subject)
                .collect(Collectors.toSet());
    }

    private Planned saved(Set<String> allowed) {
        return scripted.deployments().saved("demo", Optional.empty(), allowed);
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
        Deployments deployments = new Deployments(scripted.project, tools, scripted.said::add, Preflights.off());
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
