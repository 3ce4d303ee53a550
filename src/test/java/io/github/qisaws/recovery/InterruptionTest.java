package io.github.qisaws.recovery;

import static io.github.qisaws.pipeline.ScriptedProject.NETWORK;
import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.ScriptedProject;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Event.Stage;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which earlier runs stand in the way of a new one, and what is reported of them. */
class InterruptionTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private ScriptedProject scripted;
    private Workspace workspace;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        workspace = OpenEnvironment.open(scripted.project, "demo", scripted.tools(), line -> {})
                .workspace();
        scripted.script.verbs.clear();
    }

    @Test
    void withoutAnEarlierRunNothingIsReadOrReported() {
        interruption().refuse("demo");
        interruption().announce("demo", said::add);
        assertThat(interruption().happened()).isFalse();
        assertThat(said).isEmpty();
        assertThat(scripted.script.verbs).isEmpty();
    }

    @Test
    void anInterruptedRunIsReportedWithTheCommandThatRecoversIt() {
        died("NORMAL", both(create(NETWORK), created("module.network.aws_subnet.a", "subnet-1")));
        interruption().announce("demo", said::add);
        Run run = interruption().runs().get(0);
        assertThat(said)
                .containsExactly(
                        "The apply by process " + run.pid() + " on " + run.host() + ", started at " + run.since()
                                + ", was interrupted at " + run.last() + ": 1 resources completed, in progress: "
                                + NETWORK + ".",
                        "To recover, run: qis-aws recover demo");
    }

    @Test
    void aDestroyThatFailedIsCalledSo() {
        failed("DESTROY", deletion(NETWORK));
        Run run = Run.readAll(journal()).get(0);
        assertThat(Interruption.describe(run))
                .startsWith("The destroy by process ")
                .endsWith(", failed at " + run.last() + ": 0 resources completed, in progress: " + NETWORK + ".");
    }

    @Test
    void ofManyResourcesInProgressFiveAreNamed() {
        String five = NETWORK + "[0], " + NETWORK + "[1], " + NETWORK + "[2], " + NETWORK + "[3], " + NETWORK + "[4]";
        died("NORMAL", creations(5));
        assertThat(described()).endsWith("in progress: " + five + ".");
        Folders.delete(journal());
        died("NORMAL", creations(7));
        assertThat(described()).endsWith("in progress: " + five + ", and 2 more.");
    }

    @Test
    void aRunThatStillWorksAndOneThatIsCompleteAreNoInterruption() {
        try (Journal working = Journal.begin(journal(), "NORMAL", "plan")) {
            create(NETWORK).forEach(working);
            assertThat(interruption().happened()).isFalse();
            working.end(true);
        }
        assertThat(interruption().happened()).isFalse();
    }

    @Test
    void aRunWithNothingInProgressNamesNone() {
        died("NORMAL", created(NETWORK, "vpc-1"));
        assertThat(described()).endsWith(": 1 resources completed.");
    }

    @Test
    void whatTheStateLacksRefusesTheNextApply() {
        died("NORMAL", created(NETWORK, "vpc-1"));
        Problem problem = problem(() -> interruption().refuse("demo"));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(problem.what()).isEqualTo("previous run on demo did not complete");
        assertThat(problem.why()).contains(described()).endsWith("\nMissing from the state: " + NETWORK + ".");
        assertThat(problem.fix()).isEqualTo("Run qis-aws recover demo.");
        assertThat(interruption().happened()).isTrue();
    }

    @Test
    void ofSeveralRunsTheLastIsNamed() {
        died("NORMAL", created(NETWORK, "vpc-1"));
        died("DESTROY", deletion(NETWORK));
        assertThat(problem(() -> interruption().refuse("demo")).why()).startsWith("The destroy by process ");
    }

    @Test
    void whatTheStateHasDoesNotRefuseTheNextApply() {
        died("NORMAL", created(NETWORK, "vpc-1"));
        state("vpc-1", "");
        interruption().refuse("demo");
        assertThat(interruption().happened())
                .as("a killed run is still recovered")
                .isTrue();
    }

    @Test
    void aRunThatRecordedItsEndAndMissesNothingIsSettledWithoutAWord() {
        failed("NORMAL", created(NETWORK, "vpc-1"));
        state("vpc-1", "");
        interruption().announce("demo", said::add);
        assertThat(said).isEmpty();
        assertThat(Run.readAll(journal())).hasSize(1).noneMatch(Run::isOpen);
    }

    @Test
    void aKilledRunIsReportedEvenIfTheStateMissesNothing() {
        died("NORMAL", created(NETWORK, "vpc-1"));
        state("vpc-1", "");
        interruption().announce("demo", said::add);
        assertThat(said).endsWith("To recover, run: qis-aws recover demo");
        assertThat(Run.readAll(journal())).allMatch(Run::isOpen);
    }

    @Test
    void aRunThatRecordedItsEndAndMissesAResourceIsReportedAndRefused() {
        failed("NORMAL", created(NETWORK, "vpc-1"));
        interruption().announce("demo", said::add);
        assertThat(said).hasSize(2);
        problem(() -> interruption().refuse("demo"));
        assertThat(Run.readAll(journal())).allMatch(Run::isOpen);
    }

    @Test
    void theOldResourceOfAReplacementIsNotTakenForTheNewOne() {
        died("NORMAL", created(NETWORK, "vpc-2"));
        state("vpc-1", "");
        assertThat(problem(() -> interruption().refuse("demo")).why()).contains("Missing from the state: " + NETWORK);
        state("vpc-2", "");
        interruption().refuse("demo");
    }

    @Test
    void aReplacementInProgressRefusesUnlessTheStateSaysThatTheNewResourceIsHalfMade() {
        died("NORMAL", create(NETWORK));
        state("vpc-1", "");
        problem(() -> interruption().refuse("demo"));
        state("vpc-1", "'status':'tainted',");
        interruption().refuse("demo");
    }

    @Test
    void aResourceThatIsOnlyUpdatedIsNotMissing() {
        died("NORMAL", List.of(step(Stage.APPLY_START, NETWORK, "update", "vpc-1")));
        interruption().refuse("demo");
    }

    @Test
    void aCreationThatFailedInARunWithAnEndIsNotMissing() {
        List<Event> failure = List.of(
                step(Stage.APPLY_START, NETWORK, "create", ""), step(Stage.APPLY_ERRORED, NETWORK, "create", ""));
        failed("NORMAL", both(created("module.network.aws_subnet.a", "subnet-1"), failure));
        assertThat(problem(() -> interruption().refuse("demo")).why())
                .endsWith("\nMissing from the state: module.network.aws_subnet.a.");
    }

    @Test
    void aStateThatCouldNotBeWrittenRefusesTheNextApply() {
        Path errored = Interruption.erroredState(workspace);
        Folders.write(errored, "{}");
        assertThat(interruption().happened()).isTrue();
        interruption().announce("demo", said::add);
        assertThat(said).containsExactly("To recover, run: qis-aws recover demo");
        assertThat(problem(() -> interruption().refuse("demo")).why())
                .isEqualTo("Terraform could not write the state to the backend and saved it in " + errored + ".");
    }

    @Test
    void aStateThatCouldNotBeWrittenRefusesEvenIfTheOldStateMissesNothing() {
        failed("NORMAL", created(NETWORK, "vpc-1"));
        state("vpc-1", "");
        Folders.write(Interruption.erroredState(workspace), "{}");
        problem(() -> interruption().refuse("demo"));
        assertThat(Run.readAll(journal())).allMatch(Run::isOpen);
    }

    private Interruption interruption() {
        return Interruption.of(workspace);
    }

    private String described() {
        return Interruption.describe(Run.readAll(journal()).get(0));
    }

    private Path journal() {
        return workspace.scratch().journal();
    }

    private void state(String id, String status) {
        scripted.script.state("{'resources':[{'mode':'managed','module':'module.network','type':'aws_vpc',"
                + "'name':'this','instances':[{" + status + "'attributes':{'id':'" + id + "'}}]}]}");
    }

    private void died(String mode, List<Event> steps) {
        try (Journal journal = Journal.begin(journal(), mode, "plan")) {
            steps.forEach(journal);
        }
        scripted.orphanJournal();
    }

    private void failed(String mode, List<Event> steps) {
        try (Journal journal = Journal.begin(journal(), mode, "plan")) {
            steps.forEach(journal);
            journal.end(false);
        }
    }

    private static List<Event> both(List<Event> first, List<Event> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<Event> create(String address) {
        return List.of(step(Stage.APPLY_START, address, "create", ""));
    }

    private static List<Event> created(String address, String id) {
        return List.of(
                step(Stage.APPLY_START, address, "create", ""), step(Stage.APPLY_COMPLETE, address, "create", id));
    }

    private static List<Event> deletion(String address) {
        return List.of(step(Stage.APPLY_START, address, "delete", ""));
    }

    private static List<Event> creations(int count) {
        List<Event> events = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            events.addAll(create(NETWORK + "[" + number + "]"));
        }
        return events;
    }

    private static Event step(Stage stage, String address, String action, String id) {
        return new Event.Step(stage, new Event.Resource(address, "", "aws_vpc", "this"), action, id, 0);
    }
}
