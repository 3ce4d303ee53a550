package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Recovery;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.recovery.RecoveryRequest;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Takes up what an interrupted run left. */
@Command(
        name = "recover",
        description = "Takes up what an interrupted apply or destroy left (processes, lock, saved state, resources that"
                + " the state does not know), shows what is left to do, asks, and does it.")
final class RecoverCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private Consent consent;

    @Mixin
    private ReviewOptions view;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(
            names = "--unlock",
            paramLabel = "LOCK",
            description = "Id of a lock whose holder is surely gone; not needed for a run of this machine.")
    private Optional<String> unlock = Optional.empty();

    @Option(
            names = "--allow-destroy",
            paramLabel = "ADDRESS",
            description = "Exact address of a resource whose data may be lost; may be given again.")
    private Set<String> allowed = new LinkedHashSet<>();

    @Override
    public Integer call() {
        Console console = root.console();
        Recovery recovery = new Recovery(root.project(), engine.tools(root), console);
        boolean changed = recovery.recover(
                name,
                new RecoveryRequest(
                        unlock,
                        allowed,
                        question -> consent.require(console, question, name),
                        review -> view.show(console, review)));
        console.say(changed ? "Recovered." : "Nothing had to be recovered.");
        return ExitCode.OK.number();
    }
}
