package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.TestEngine;
import io.github.qisaws.pipeline.recovery.Journal;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.terraform.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A copy of environments and their modules, a scripted engine, and a clock that stands still until it is set. */
final class ScriptedProject {
    static final String NETWORK = "module.network.aws_vpc.this";
    static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");

    final Script script = new Script();
    final List<String> said = new ArrayList<>();
    final Effects effects = new Effects();
    final Project project;

    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    ScriptedProject(Path root, String... environments) throws IOException {
        TestEngine.copy(Path.of("modules"), root.resolve("modules"));
        for (String name : environments) {
            TestEngine.copy(
                    Path.of("environments", name), root.resolve("environments").resolve(name));
        }
        project = new Project(root);
    }

    void setClock(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
    }

    Tools tools() {
        return script.tools(clock, effects);
    }

    Deployments deployments() {
        return new Deployments(project, tools(), said::add);
    }

    /** The scratch files in an environment's folder. */
    Scratch scratch(String environment) {
        return Scratch.in(project.folder(environment));
    }

    /** Leaves the journal of a run on demo that was killed while it made a network, which the state lacks. */
    void interrupt(String mode) {
        journal(mode);
        Path file = scratch("demo").journal();
        // No process has this number.
        String pid = "\"pid\":" + ProcessHandle.current().pid();
        Folders.write(file, Folders.read(file).replace(pid, "\"pid\":" + Integer.MAX_VALUE));
    }

    /** The journal of a run that this process has begun. */
    void journal(String mode) {
        try (Journal journal = Journal.begin(scratch("demo").journal(), mode, "plan")) {
            journal.accept(new Event.Step(
                    Event.Stage.APPLY_START,
                    new Event.Resource(NETWORK, "module.network", "aws_vpc", "this"),
                    "create",
                    "",
                    0));
        }
    }

    /** The problem that an action ends with. */
    static Problem problem(Runnable action) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, action::run);
        if (thrown == null) {
            throw new AssertionError("it succeeded");
        }
        return thrown.problem();
    }
}
