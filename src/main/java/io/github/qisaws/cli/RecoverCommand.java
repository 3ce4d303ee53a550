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

/** Resumes an interrupted apply or destroy. */
@Command(
        name = "recover",
        description = "Resumes an interrupted apply or destroy. Stops orphaned processes, releases the stale lock,"
                + " imports resources missing from the state, applies the rest after a review and"
                + " confirmation, and waits until the site serves.")
final class RecoverCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private Consent consent;

    @Mixin
    private ReviewOptions view;

    @Mixin
    private WaitOptions wait;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(
            names = "--unlock",
            paramLabel = "ID",
            description =
                    "ID of a state lock whose owner no longer runs. Not needed for interrupted runs of this machine.")
    private Optional<String> unlock = Optional.empty();

    @Option(
            names = "--allow-destroy",
            paramLabel = "ADDRESS",
            description = "Resource address whose data may be destroyed. Repeatable.")
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
        if (changed) {
            console.say("Recovered.");
            console.say(wait.after(root, engine.tools(root), name, rollouts -> rollouts.follow(name)
                    .words()));
        } else {
            console.say("Nothing to recover.");
        }
        return ExitCode.OK.number();
    }
}
