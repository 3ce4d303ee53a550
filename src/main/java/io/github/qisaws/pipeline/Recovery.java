package io.github.qisaws.pipeline;

import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.policy.Rego;
import io.github.qisaws.preflight.Preflight;
import io.github.qisaws.recovery.Interruption;
import io.github.qisaws.recovery.Known;
import io.github.qisaws.recovery.LeftoverProcesses;
import io.github.qisaws.recovery.RecoveryApply;
import io.github.qisaws.recovery.RecoveryRequest;
import io.github.qisaws.recovery.Run;
import io.github.qisaws.recovery.StaleLock;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Resumes an interrupted apply or destroy: stops its processes, releases its lock, pushes its saved state, imports its
 * resources, and applies the rest.
 */
public final class Recovery {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Function<Environment, EnvironmentAccount> accounts;
    private final Preflights preflights;

    public Recovery(Project project, Tools tools, ProgressLog log) {
        this(project, tools, log, environment -> Accounts.of(tools, environment), Preflights.of(tools));
    }

    /**
     * A recovery.
     *
     * @param accounts returns the account of an environment
     * @param preflights starts the questions to AWS
     */
    Recovery(
            Project project,
            Tools tools,
            ProgressLog log,
            Function<Environment, EnvironmentAccount> accounts,
            Preflights preflights) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.accounts = accounts;
        this.preflights = preflights;
    }

    /** Recovers an environment; returns whether there was anything to do. */
    public boolean recover(String name, RecoveryRequest request) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        ConfiguredEnvironment configured = ConfiguredEnvironment.of(project, name, log, tools.effects());
        Workspace workspace = Workspace.of(project, configured, tools);
        OpenEnvironment environment = new OpenEnvironment(project, configured, workspace, log);
        LeftoverProcesses leftovers = new LeftoverProcesses(name, workspace, log, tools.effects());
        leftovers.requireNoRun();
        Interruption interruption = Interruption.of(workspace);
        report(interruption);
        leftovers.end(interruption.runs());
        leftovers.requireNoEngine();
        workspace.scratch().deleteCopies();
        environment.initialized();
        StaleLock lock = new StaleLock(workspace, interruption.runs(), request.unlock(), request.ask(), log);
        pushErroredState(workspace, lock);
        RecoveryApply last =
                new RecoveryApply(environment, accounts.apply(configured.environment()), interruption.runs(), log);
        boolean untainted = clearTaints(workspace, interruption.runs(), lock, request);
        try (Preflight preflight = preflights.begin(configured.folder())) {
            boolean changed = last.finish(lock, request, preflight::findings);
            interruption.settle();
            return untainted || changed;
        }
    }

    private void report(Interruption interruption) {
        if (!interruption.happened()) {
            log.say("The local journal has no interrupted run. Searching for resources missing from the state.");
        }
        interruption.runs().forEach(run -> log.say(Interruption.describe(run)));
    }

    private void pushErroredState(Workspace workspace, StaleLock lock) {
        Path errored = Interruption.erroredState(workspace);
        if (Files.isRegularFile(errored)) {
            log.say("Pushing the state that Terraform saved in " + errored + " to the backend…");
            workspace
                    .noted(
                            "pushed the saved state to the backend",
                            lock.released(() -> workspace.engine().statePush(errored)))
                    .orThrow();
            Folders.delete(errored);
        }
    }

    /**
     * Clears the taint of resources that the run created, so that the recovery updates them in place. Terraform would
     * replace them, and AWS rejects a second resource with the same name.
     */
    private boolean clearTaints(Workspace workspace, List<Run> runs, StaleLock lock, RecoveryRequest request) {
        List<String> tainted = Known.of(workspace.engine().statePull()).tainted().stream()
                .filter(address -> runs.stream().anyMatch(run -> run.created().contains(address)))
                .sorted()
                .toList();
        if (!tainted.isEmpty()) {
            log.say("Created but incomplete, and therefore tainted: " + String.join(", ", tainted));
            request.ask().accept("Clear the taint, so that they are updated in place instead of replaced?");
            for (String address : tainted) {
                workspace
                        .noted(
                                "cleared the taint of " + address,
                                lock.released(() -> workspace.engine().untaint(address)))
                        .orThrow();
            }
        }
        return !tainted.isEmpty();
    }
}
