package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.TestEngine;
import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.Reading;
import io.github.qisaws.preflight.AccountInOrder;
import io.github.qisaws.preflight.Preflight;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.recovery.Journal;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Scratch;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A copy of environments and their modules, a scripted engine, and a clock that stands still until it is set. */
public final class ScriptedProject {
    public static final String NETWORK = "module.network.aws_vpc.this";
    public static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");

    public final Script script = new Script();
    public final List<String> said = new ArrayList<>();
    public final Effects effects = new Effects();
    public final Project project;

    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    public ScriptedProject(Path root, String... environments) throws IOException {
        TestEngine.copy(Path.of("modules"), root.resolve("modules"));
        for (String name : environments) {
            TestEngine.copy(
                    Path.of("environments", name), root.resolve("environments").resolve(name));
        }
        project = new Project(root);
    }

    public void setClock(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
    }

    public Tools tools() {
        return script.tools(clock, effects);
    }

    public Deployments deployments() {
        return new Deployments(project, tools(), said::add, Preflights.off());
    }

    /** Deployments that ask an account. */
    Deployments deployments(AccountFacts account) {
        return new Deployments(project, tools(), said::add, asking(account));
    }

    /** Asks an account. */
    static Preflights asking(AccountFacts account) {
        return folder -> {
            Reading file = EnvironmentFile.check(folder);
            return Preflight.begin(
                    file.orThrow(), file.sources(), account, Clock.fixed(AccountInOrder.NOW, ZoneOffset.UTC));
        };
    }

    /** The scratch files in an environment's folder. */
    public Scratch scratch(String environment) {
        return Scratch.in(project.folder(environment));
    }

    /** Leaves the journal of a run on demo that was killed while it made a network, which the state lacks. */
    public void interrupt(String mode) {
        interrupt(mode, 0);
    }

    /**
     * The same, of a run that had started Terraform.
     *
     * @param engine process group of Terraform; 0 if it was not started
     */
    public void interrupt(String mode, long engine) {
        journal(mode, engine);
        orphanJournal();
    }

    /** Turns the runs of this process on demo into runs of a process that is gone. */
    public void orphanJournal() {
        Path file = scratch("demo").journal();
        // No process has this number.
        String pid = "\"pid\":" + ProcessHandle.current().pid();
        Folders.write(file, Folders.read(file).replace(pid, "\"pid\":" + Integer.MAX_VALUE));
    }

    /** The journal of a run that this process has begun. */
    public void journal(String mode) {
        journal(mode, 0);
    }

    private void journal(String mode, long engine) {
        try (Journal journal = Journal.begin(scratch("demo").journal(), mode, "plan")) {
            journal.engine(engine);
            journal.accept(new Event.Step(
                    Event.Stage.APPLY_START,
                    new Event.Resource(NETWORK, "module.network", "aws_vpc", "this"),
                    "create",
                    "",
                    0));
        }
    }

    /** The problem that an action ends with. */
    public static Problem problem(Runnable action) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, action::run);
        if (thrown == null) {
            throw new AssertionError("it succeeded");
        }
        return thrown.problem();
    }
}
