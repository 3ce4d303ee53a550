package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.NETWORK;
import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Recordings;
import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.aws.OpenSecurityGroups;
import io.github.qisaws.aws.TaggedResource;
import io.github.qisaws.preflight.AccountInOrder;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Mortals;
import io.github.qisaws.process.ProcessState;
import io.github.qisaws.recovery.Journal;
import io.github.qisaws.recovery.RecoveryRequest;
import io.github.qisaws.recovery.Run;
import io.github.qisaws.terraform.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recovery does and leaves alone, with a scripted engine and account. */
class RecoveryTest {
    private static final String UNCHANGED = "terraform-1.11-unchanged";
    /** The other one records a computed default of a resource. */
    private static final String EMPTY = "opentofu-1.12-unchanged";

    @TempDir
    Path folder;

    private final List<TaggedResource> tagged = new ArrayList<>();
    private final List<OpenSecurityGroups.Rule> open = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Consumer<String> answer = question -> {};
    private ScriptedProject scripted;
    private Script script;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        script = scripted.script;
    }

    @Test
    void aLivingRunIsLeftAlone() {
        scripted.journal("NORMAL");
        Problem problem = problem(this::recover);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.LOCKED);
        assertThat(problem.what()).isEqualTo("another run on demo is in progress");
        assertThat(script.verbs).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void anEngineThatRunsInTheFolderIsLeftAlone() throws IOException {
        try (Mortals mortals = new Mortals(scripted.project.folder("demo"))) {
            ProcessHandle engine = mortals.working("terraform");
            Problem problem = problem(this::recover);
            assertThat(problem.exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(problem.why()).contains(String.valueOf(engine.pid()));
            assertThat(engine.isAlive()).isTrue();
            assertThat(script.verbs).isEmpty();
        }
    }

    @Test
    void anEngineThatOutlivedItsRunIsStoppedBeforeAnythingElse() throws IOException {
        Path file = scripted.scratch("demo").journal();
        try (Mortals mortals = new Mortals(scripted.project.folder("demo"));
                Journal journal = Journal.begin(file, "NORMAL", "plan")) {
            ProcessHandle engine = mortals.member("terraform-provider");
            journal.engine(engine.parent().orElseThrow().pid());
            scripted.orphanJournal();
            script.plans(UNCHANGED);
            recover();
            assertThat(ProcessState.of(engine.pid())).isEqualTo(ProcessState.GONE);
            assertThat(scripted.effects.sentence()).contains("stopped process " + engine.pid());
        }
    }

    @Test
    void anInterruptedRunThatLeftNothingToDoIsSettled() {
        scripted.interrupt("NORMAL");
        script.plans("terraform-1.11-drift-only");
        assertThat(recover()).isFalse();
        assertThat(script.verbs).doesNotContain("apply");
        assertThat(Run.readAll(scripted.scratch("demo").journal())).hasSize(1).noneMatch(Run::isOpen);
    }

    @Test
    void aBlockedPlanIsNotApplied() {
        scripted.interrupt("NORMAL");
        script.plans("terraform-1.11-dangerous");
        Problem problem = problem(this::recover);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(asked).isEmpty();
        assertThat(script.verbs).contains("plan normal").doesNotContain("apply");
    }

    @Test
    void whatAwsWouldRefuseBlocksTheRecovery() {
        scripted.interrupt("NORMAL");
        script.plans("terraform-1.11-everyday");
        AccountInOrder account = new AccountInOrder();
        account.bucket = Optional.empty();
        assertThat(problem(() -> recover(ScriptedProject.asking(account))).exitCode())
                .isEqualTo(ExitCode.BLOCKED);
        assertThat(script.verbs).contains("plan normal").doesNotContain("apply");
    }

    @Test
    void anInterruptedDestroyGoesOnAsADestroy() {
        scripted.interrupt("DESTROY");
        script.plans(Recordings.unprotectedDestroy());
        assertThat(recover()).isTrue();
        assertThat(asked).containsExactly("Continue to destroy demo?");
        assertThat(script.verbs).contains("plan destroy").endsWith("apply");
        assertThat(Run.readAll(scripted.scratch("demo").journal())).noneMatch(Run::isOpen);
    }

    @Test
    void whoDeclinesChangesNothing() {
        scripted.interrupt("NORMAL");
        script.plans("terraform-1.11-moved");
        answer = question -> {
            throw new Problem(ExitCode.DECLINED, "declined", "", "").asException();
        };
        Problem problem = problem(this::recover);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.DECLINED);
        assertThat(scripted.effects.sentence())
                .isEqualTo("No AWS resources were changed. This command initialized " + scripted.project.folder("demo")
                        + ".");
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aHalfMadeResourceOfTheRunIsKeptAndSaidToBeWhenTheRestIsDeclined() {
        scripted.interrupt("NORMAL");
        taintNetwork();
        script.plans("terraform-1.11-moved");
        answer = question -> {
            if (!question.equals("Clear the taint, so that they are updated in place instead of replaced?")) {
                throw new Problem(ExitCode.DECLINED, "declined", "", "").asException();
            }
        };
        problem(this::recover);
        assertThat(script.verbs).contains("untaint " + NETWORK).doesNotContain("apply");
        assertThat(scripted.effects.sentence())
                .startsWith("No AWS resources were changed.")
                .endsWith("; cleared the taint of " + NETWORK + ".");
    }

    @Test
    void whatThePlanDoesNotImportIsNotMadeASecondTime() {
        scripted.interrupt("NORMAL");
        tagged.add(new TaggedResource(
                "vpc-1", Map.of(Tags.ENVIRONMENT, "demo", Tags.COMPONENT, "network", Tags.RESOURCE, "aws_vpc.this")));
        script.plans(UNCHANGED);
        Problem problem = problem(this::recover);
        assertThat(problem.what()).isEqualTo("recovery plan does not import all found resources");
        assertThat(problem.why()).contains(NETWORK);
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aRuleThatLetsEverythingOutIsRemovedAfterConsentOnly() {
        scripted.interrupt("NORMAL");
        script.plans(UNCHANGED);
        open.add(new OpenSecurityGroups.Rule("sg-1", "sgr-1"));
        answer = question -> {
            throw new Problem(ExitCode.DECLINED, "declined", "", "").asException();
        };
        problem(this::recover);
        assertThat(open).hasSize(1);
        answer = question -> {};
        assertThat(recover()).isTrue();
        assertThat(open).isEmpty();
    }

    @Test
    void aStateThatIsPushedAndFailsMayHaveArrived() throws IOException {
        scripted.interrupt("NORMAL");
        Path errored = scripted.project.folder("demo").resolve("errored.tfstate");
        Files.writeString(errored, "{}");
        script.plans(UNCHANGED).ends("state push", failure());
        assertThat(problem(this::recover).what()).isEqualTo("no connection");
        assertThat(scripted.effects.sentence()).endsWith("; possibly pushed the saved state to the backend.");
        assertThat(errored).exists();
        script.ends("state push", new Outcome.Succeeded(false, List.of()));
        recover();
        assertThat(errored).doesNotExist();
        assertThat(scripted.effects.sentence()).contains("; pushed the saved state to the backend");
    }

    @Test
    void aTaintThatCannotBeClearedIsPerhapsCleared() {
        scripted.interrupt("NORMAL");
        taintNetwork();
        script.plans("terraform-1.11-moved").ends("untaint", failure());
        problem(this::recover);
        assertThat(scripted.effects.sentence()).endsWith("; possibly cleared the taint of " + NETWORK + ".");
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aJournalThatFailsAfterTheApplyHidesNothingOfIt() {
        scripted.interrupt("NORMAL");
        script.plans("terraform-1.11-moved")
                .afterApply(() -> Thread.currentThread().interrupt());
        assertThat(problem(this::recover).what()).contains("journal");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(scripted.effects.sentence()).startsWith("This command ").endsWith("; applied 8 resource changes.");
        assertThat(Run.readAll(scripted.scratch("demo").journal())).hasSize(2).allMatch(Run::isOpen);
    }

    @Test
    void onlyWhatTheRunMadeIsKept() {
        scripted.interrupt("NORMAL");
        script.state("{'resources':[{'mode':'managed','type':'aws_vpc','name':'other',"
                + "'instances':[{'status':'tainted','attributes':{'id':'vpc-2'}}]}]}");
        script.plans("terraform-1.11-moved");
        recover();
        assertThat(asked).doesNotContain("Clear the taint, so that they are updated in place instead of replaced?");
        assertThat(script.verbs).noneMatch(verb -> verb.startsWith("untaint"));
    }

    @Test
    void whatIsHalfMadeIsKeptAfterConsentOnly() {
        scripted.interrupt("NORMAL");
        taintNetwork();
        script.plans("terraform-1.11-moved");
        answer = question -> {
            throw new Problem(ExitCode.DECLINED, "declined", "", "").asException();
        };
        problem(this::recover);
        assertThat(asked).containsExactly("Clear the taint, so that they are updated in place instead of replaced?");
        assertThat(script.verbs).noneMatch(verb -> verb.startsWith("untaint"));
    }

    @Test
    void aRecoveredRunIsNoLongerInTheWay() {
        scripted.interrupt("NORMAL");
        script.plans("terraform-1.11-moved");
        assertThat(recover()).isTrue();
        assertThat(Run.readAll(scripted.scratch("demo").journal())).noneMatch(Run::isOpen);
        assertThat(scripted.said).anyMatch(line -> line.contains(NETWORK));
    }

    @Test
    void withoutAnInterruptedRunOnlyAWarningIsGiven() {
        script.plans(UNCHANGED);
        recover();
        assertThat(scripted.said).anyMatch(line -> line.startsWith("The local journal has no interrupted run."));
    }

    @Test
    void aRunOfWhichNothingIsMissingIsSettledWithoutAnApply() {
        scripted.interrupt("NORMAL");
        script.plans(EMPTY);
        assertThat(recover()).isFalse();
        assertThat(asked).isEmpty();
        assertThat(script.verbs).doesNotContain("apply");
        assertThat(Run.readAll(scripted.scratch("demo").journal())).noneMatch(Run::isOpen);
    }

    @Test
    void aClearedTaintIsARecoveryAlsoIfThePlanIsEmpty() {
        scripted.interrupt("NORMAL");
        taintNetwork();
        script.plans(EMPTY);
        assertThat(recover()).isTrue();
        assertThat(scripted.said).contains("Created but incomplete, and therefore tainted: " + NETWORK);
        assertThat(script.verbs).contains("untaint " + NETWORK);
    }

    @Test
    void theUserReadsWhichRunIsRecovered() {
        scripted.interrupt("DESTROY");
        script.plans(Recordings.unprotectedDestroy());
        recover();
        assertThat(scripted.said)
                .anyMatch(line -> line.startsWith("The destroy by process " + Integer.MAX_VALUE)
                        && line.endsWith("in progress: " + NETWORK + "."))
                .noneMatch(line -> line.startsWith("The local journal has no interrupted run."));
    }

    @Test
    void aStateThatTerraformSavedIsNamedBeforeItIsPushed() throws IOException {
        Path errored = scripted.project.folder("demo").resolve("errored.tfstate");
        Files.writeString(errored, "{}");
        script.plans(UNCHANGED);
        recover();
        assertThat(scripted.said).anyMatch(line -> line.contains(errored.toString()));
        assertThat(script.verbs).containsSubsequence("state push", "plan normal");
    }

    @Test
    void theTerraformOfAnInterruptedRunIsStoppedBeforeAnEngineStarts() throws IOException {
        try (Mortals mortals = new Mortals(scripted.project.folder("demo"))) {
            ProcessHandle engine = mortals.working("terraform");
            scripted.interrupt("NORMAL", engine.pid());
            script.plans(UNCHANGED);
            recover();
            assertThat(engine.isAlive()).isFalse();
            assertThat(scripted.effects.sentence()).contains("stopped process " + engine.pid());
        }
    }

    private static Outcome failure() {
        return new Outcome.Failed(
                Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "no connection", "", ""), List.of());
    }

    private void taintNetwork() {
        script.state("{'resources':[{'mode':'managed','module':'module.network','type':'aws_vpc','name':'this',"
                + "'instances':[{'status':'tainted','attributes':{'id':'vpc-1'}}]}]}");
    }

    private boolean recover() {
        return recover(Preflights.off());
    }

    private boolean recover(Preflights preflights) {
        Consumer<String> ask = question -> {
            asked.add(question);
            answer.accept(question);
        };
        return new Recovery(
                        scripted.project,
                        scripted.tools(),
                        scripted.said::add,
                        environment -> new Account(),
                        preflights)
                .recover("demo", new RecoveryRequest(Optional.empty(), Set.of(), ask, review -> {}));
    }

    /** What this test says that there is. */
    private final class Account implements EnvironmentAccount {
        @Override
        public List<TaggedResource> tagged() {
            return tagged;
        }

        @Override
        public Set<String> ended(Collection<String> arnsOrIds) {
            return Set.of();
        }

        @Override
        public Optional<String> find(String type, Function<String, Optional<String>> planned) {
            return Optional.empty();
        }

        @Override
        public List<OpenSecurityGroups.Rule> openRules(Collection<String> groups) {
            return List.copyOf(open);
        }

        @Override
        public void close(OpenSecurityGroups.Rule rule) {
            open.remove(rule);
        }
    }
}
