package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.ScriptedProject;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Diagnostic.Severity;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Outcome.Cause;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ends of an apply count as an interruption. */
class JournaledTest {
    @TempDir
    Path folder;

    private final List<Event> heard = new ArrayList<>();
    private ScriptedProject scripted;
    private Workspace workspace;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        workspace = OpenEnvironment.open(scripted.project, "demo", scripted.tools(), line -> {})
                .workspace();
    }

    @Test
    void anApplyThatSucceedsIsComplete() {
        assertThat(apply(new Outcome.Succeeded(true, List.of())).isOpen()).isFalse();
        assertThat(heard).as("who watches hears each step").isNotEmpty();
    }

    @Test
    void anApplyThatFailedWithAnErrorHasEnded() {
        assertThat(apply(failed(Cause.OTHER, error("creating EC2 VPC: denied"))).ended())
                .isTrue();
        assertThat(apply(failed(Cause.NO_CREDENTIALS)).ended()).isTrue();
    }

    @Test
    void anApplyThatFailedWithoutAWordWasKilled() {
        assertThat(apply(failed(Cause.OTHER)).ended()).isFalse();
        assertThat(apply(failed(Cause.OTHER, warning())).ended()).isFalse();
    }

    @Test
    void anApplyThatLostContactMayHaveMadeMore() {
        assertThat(apply(failed(Cause.OTHER, error("Plugin did not respond"))).ended())
                .isFalse();
    }

    private Run apply(Outcome outcome) {
        scripted.script.applies(outcome);
        Outcome told = Journaled.apply(workspace, Mode.NORMAL, folder.resolve("plan"), 1, heard::add);
        assertThat(told).isEqualTo(outcome);
        List<Run> runs = Run.readAll(workspace.scratch().journal());
        return runs.get(runs.size() - 1);
    }

    private static Outcome failed(Cause cause, Diagnostic... diagnostics) {
        return new Outcome.Failed(
                cause,
                new Problem(ExitCode.FAILED, "apply failed", "", ""),
                Stream.of(diagnostics).toList());
    }

    private static Diagnostic error(String summary) {
        return new Diagnostic(Severity.ERROR, summary, "", "", Optional.empty(), Optional.empty());
    }

    private static Diagnostic warning() {
        return new Diagnostic(Severity.WARNING, "deprecated", "", "", Optional.empty(), Optional.empty());
    }
}
