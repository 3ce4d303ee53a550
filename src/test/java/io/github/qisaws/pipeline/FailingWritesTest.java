package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.recovery.Run;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command reports as changed when the disk or the journal fails at one of the stages that write. */
class FailingWritesTest {
    private static final String CREATE = "terraform-1.11-create";
    private static final Outcome FAILURE =
            new Outcome.Failed(Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "no connection", "", ""), List.of());

    @TempDir
    Path folder;

    private ScriptedProject scripted;
    private Script script;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        script = scripted.script.plans(CREATE);
    }

    @Test
    void aPlanThatCannotBeKeptReachesNoEngine() throws IOException {
        blockScratch();
        assertThat(problem(this::plan).what()).startsWith("cannot create the folder");
        assertThat(script.verbs).containsExactly("init");
        assertThat(changed()).startsWith("No AWS resources were changed.").endsWith(initialized() + ".");
    }

    @Test
    void aPlanThatFailsHasRemovedTheEarlierOne() {
        plan();
        script.ends("plan", FAILURE);
        assertThat(problem(this::plan).what()).isEqualTo("no connection");
        assertThat(changed())
                .startsWith("No AWS resources were changed.")
                .contains("saved a plan in " + scripted.scratch("demo").plan())
                .endsWith("; removed the previous saved plan.");
        assertThat(problem(this::saved).exitCode()).isEqualTo(ExitCode.STALE_PLAN);
    }

    @Test
    void theFirstPlanRemovesNone() {
        plan();
        assertThat(changed()).doesNotContain("removed");
    }

    @Test
    void anInitThatFailsMayHaveChangedTheFolder() {
        script.ends("init", FAILURE);
        assertThat(problem(this::plan).what()).isEqualTo("no connection");
        assertThat(changed()).endsWith("This command possibly " + initialized() + ".");
    }

    @Test
    void anApplyWithoutAJournalDoesNotStartAndKeepsThePlan() throws IOException {
        Planned planned = plan();
        Path journal = scripted.scratch("demo").journal();
        Files.createDirectories(journal.resolve("in the way"));
        apply(planned);
        assertThat(script.verbs).doesNotContain("apply");
        assertThat(changed()).startsWith("No AWS resources were changed.").doesNotContain("removed");
        Folders.delete(journal);
        scripted.deployments().apply(saved());
        assertThat(script.verbs).endsWith("apply");
    }

    @Test
    void aPlanThatCannotBeSealedLeavesNoFolder() {
        plan();
        failManifest();
        assertThat(problem(this::plan).what()).startsWith("cannot seal the plan in");
        assertThat(scripted.scratch("demo").plan()).doesNotExist();
        assertThat(changed())
                .startsWith("No AWS resources were changed.")
                .endsWith("; removed the previous saved plan.");
    }

    @Test
    void aPlanThatCannotBeReadLeavesNoFolder() {
        script.ends("show", FAILURE);
        assertThat(problem(this::plan).what()).isEqualTo("no connection");
        assertThat(scripted.scratch("demo").plan()).doesNotExist();
    }

    @Test
    void aJournalThatFailsAfterTheApplyHidesNothingOfIt() {
        Planned planned = complete();
        failJournalAfterApply();
        apply(planned);
        assertThat(changed()).startsWith("This command ").endsWith("; applied 29 of 29 resource changes.");
    }

    @Test
    void aJournalThatFailsDuringTheApplyDoesNotStopIt() {
        Planned planned = complete();
        script.beforeApply(() -> Thread.currentThread().interrupt());
        scripted.deployments().apply(planned);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(script.verbs).endsWith("apply");
        assertThat(changed()).endsWith("; applied 29 of 29 resource changes.");
        assertThat(Run.readAll(scripted.scratch("demo").journal())).allMatch(Run::isOpen);
    }

    @Test
    void anApplyThatFailsNamesHowFarItCame() {
        Planned planned = plan();
        script.applies(FAILURE);
        apply(planned);
        assertThat(changed()).contains("removed the saved plan").endsWith("; applied 8 of 29 resource changes.");
    }

    /** A plan whose apply reports each of its changes as complete. */
    private Planned complete() {
        Planned planned = plan();
        script.reports(IntStream.rangeClosed(1, planned.review().steps())
                .mapToObj(FailingWritesTest::complete)
                .toList());
        return planned;
    }

    private static Event complete(int number) {
        Event.Resource resource = new Event.Resource("aws_vpc.v" + number, "", "aws_vpc", "v" + number);
        return new Event.Step(Event.Stage.APPLY_COMPLETE, resource, "create", "vpc-" + number, 0);
    }

    private void apply(Planned planned) {
        problem(() -> scripted.deployments().apply(planned));
        Thread.interrupted();
    }

    /** A channel is closed, and each later write to it fails, when its thread was interrupted. */
    private void failJournalAfterApply() {
        script.afterApply(() -> Thread.currentThread().interrupt());
    }

    /** A folder where the manifest is to be written. */
    private void failManifest() {
        script.whileShown(() -> {
            try {
                Files.createDirectory(scripted.scratch("demo").plan().resolve("manifest.json"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A file where a folder is needed. */
    private void blockScratch() throws IOException {
        Path parent = scripted.scratch("demo").plan().getParent();
        Files.createDirectories(parent.getParent());
        Files.writeString(parent, "");
    }

    private String initialized() {
        return "initialized " + scripted.project.folder("demo");
    }

    private String changed() {
        return scripted.effects.sentence();
    }

    private Planned plan() {
        return scripted.deployments().plan("demo", Mode.NORMAL, Set.of());
    }

    private Planned saved() {
        return scripted.deployments().saved("demo", Optional.empty(), Set.of());
    }
}
