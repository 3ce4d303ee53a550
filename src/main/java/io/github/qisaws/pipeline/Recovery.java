package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsEnvironmentAccount;
import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.policy.Rego;
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

/** Takes up what an interrupted apply or destroy left: processes, lock, saved state, resources; then finishes it. */
public final class Recovery {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Function<Environment, EnvironmentAccount> accounts;

    public Recovery(Project project, Tools tools, ProgressLog log) {
        this(
                project,
                tools,
                log,
                environment -> new AwsEnvironmentAccount(
                        tools.aws(environment.placement().region()),
                        environment.name(),
                        environment
                                .application()
                                .filter(application -> application.edge().isCloudFront())
                                .isPresent()));
    }

    /**
     * A recovery.
     *
     * @param accounts gives the account of an environment
     */
    Recovery(Project project, Tools tools, ProgressLog log, Function<Environment, EnvironmentAccount> accounts) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.accounts = accounts;
    }

    /** Recovers; whether there was anything to do. */
    public boolean recover(String name, RecoveryRequest request) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        ConfiguredEnvironment configured = ConfiguredEnvironment.of(project, name, log, tools.effects());
        Workspace workspace = Workspace.of(project, configured, tools);
        OpenEnvironment environment = new OpenEnvironment(project, configured, workspace, log);
        LeftoverProcesses survivors = new LeftoverProcesses(name, workspace, log, tools.effects());
        survivors.requireNoRun();
        Interruption interruption = Interruption.of(workspace);
        tell(interruption);
        survivors.end(interruption.runs());
        survivors.requireNoEngine();
        environment.initialized();
        StaleLock lock = new StaleLock(workspace, interruption.runs(), request.unlock(), request.ask(), log);
        takeUpErroredState(workspace, lock);
        RecoveryApply completion =
                new RecoveryApply(environment, accounts.apply(configured.environment()), interruption.runs(), log);
        boolean kept = keepHalfMade(workspace, interruption.runs(), lock, request);
        boolean changed = completion.finish(lock, request);
        interruption.settle();
        return kept || changed;
    }

    private void tell(Interruption interruption) {
        if (!interruption.happened()) {
            log.say("No journal here tells of an interrupted run; looking for resources that the state lacks.");
        }
        interruption.runs().forEach(run -> log.say(Interruption.told(run)));
    }

    private void takeUpErroredState(Workspace workspace, StaleLock lock) {
        Path errored = Interruption.erroredState(workspace);
        if (Files.isRegularFile(errored)) {
            log.say("Putting the state that the engine saved in " + errored + " in its place…");
            workspace
                    .noted(
                            "pushed the saved state to the backend",
                            lock.released(() -> workspace.engine().statePush(errored)))
                    .orThrow();
            Folders.delete(errored);
        }
    }

    /**
     * What the run had made and not finished is finished in place, as what it left without a state is: the engine would
     * replace it, and AWS refuses a second resource with the same name.
     */
    private boolean keepHalfMade(Workspace workspace, List<Run> runs, StaleLock lock, RecoveryRequest request) {
        List<String> halfMade = Known.of(workspace.engine().statePull()).halfMade().stream()
                .filter(address -> runs.stream().anyMatch(run -> run.created().contains(address)))
                .sorted()
                .toList();
        if (!halfMade.isEmpty()) {
            log.say("Half made, and to be finished instead of replaced: " + String.join(", ", halfMade));
            request.ask().accept("Keep them?");
            for (String address : halfMade) {
                workspace
                        .noted(
                                "cleared the taint of " + address,
                                lock.released(() -> workspace.engine().untaint(address)))
                        .orThrow();
            }
        }
        return !halfMade.isEmpty();
    }
}
