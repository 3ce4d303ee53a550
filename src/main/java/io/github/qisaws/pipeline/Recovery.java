package io.github.qisaws.pipeline;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.pipeline.recovery.AwsAccount;
import io.github.qisaws.pipeline.recovery.CloudAccount;
import io.github.qisaws.pipeline.recovery.Known;
import io.github.qisaws.pipeline.recovery.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Takes up what an interrupted apply or destroy left: processes, lock, saved state, resources; then finishes it. */
public final class Recovery {
    private final Project project;
    private final Tools tools;
    private final Talk talk;
    private final Function<Environment, CloudAccount> accounts;

    public Recovery(Project project, Tools tools, Talk talk) {
        this(
                project,
                tools,
                talk,
                environment -> new AwsAccount(
                        tools.aws(environment.placement().region()),
                        environment.name(),
                        environment.servers().edge().isCloudFront()));
    }

    /**
     * A recovery.
     *
     * @param accounts gives the account of an environment
     */
    Recovery(Project project, Tools tools, Talk talk, Function<Environment, CloudAccount> accounts) {
        this.project = project;
        this.tools = tools;
        this.talk = talk;
        this.accounts = accounts;
    }

    /** Recovers; whether there was anything to do. */
    public boolean recover(String name, RecoveryRequest request) {
        Rego.of(project.root(), tools.runner(), tools.variables()).require();
        Configured configured = Configured.of(project, name, talk);
        Workspace workspace = Workspace.of(project, configured, tools);
        OpenEnvironment environment = new OpenEnvironment(project, configured, workspace, talk);
        Survivors survivors = new Survivors(name, workspace, talk, tools.effects());
        survivors.requireNoRun();
        Interruption interruption = Interruption.of(workspace);
        tell(interruption);
        survivors.end(interruption.runs());
        survivors.requireNoEngine();
        environment.initialized();
        StaleLock lock = new StaleLock(workspace, interruption.runs(), request.unlock(), request.ask(), talk);
        takeUpErroredState(workspace, lock);
        Completion completion =
                new Completion(environment, accounts.apply(configured.environment()), interruption.runs(), talk);
        boolean kept = keepHalfMade(workspace, interruption.runs(), lock, request);
        boolean changed = completion.finish(lock, request);
        interruption.settle();
        return kept || changed;
    }

    private void tell(Interruption interruption) {
        if (!interruption.happened()) {
            talk.say("No journal here tells of an interrupted run; looking for resources that the state lacks.");
        }
        interruption.runs().forEach(run -> talk.say(Interruption.told(run)));
    }

    private void takeUpErroredState(Workspace workspace, StaleLock lock) {
        Path errored = Interruption.erroredState(workspace);
        if (Files.isRegularFile(errored)) {
            talk.say("Putting the state that the engine saved in " + errored + " in its place…");
            lock.released(() -> workspace.engine().statePush(errored)).orThrow();
            tools.effects().add("pushed the saved state to the backend");
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
            talk.say("Half made, and to be finished instead of replaced: " + String.join(", ", halfMade));
            request.ask().accept("Keep them?");
            for (String address : halfMade) {
                lock.released(() -> workspace.engine().untaint(address)).orThrow();
                tools.effects().add("cleared the taint of " + address);
            }
        }
        return !halfMade.isEmpty();
    }
}
