package io.github.qisaws.cli;

import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.pipeline.Rehearsal;
import io.github.qisaws.problem.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The main job on this machine alone. */
@Command(
        name = "demo",
        description = "Plays an environment's whole life against an AWS emulator on this machine: bootstrap, plan,"
                + " apply, a second plan that must be empty, destroy. No AWS account is touched.")
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ReviewOptions view;

    @Parameters(paramLabel = "ENV", arity = "0..1", defaultValue = "demo", description = "Default: demo.")
    private String name;

    @Option(names = "--once", description = "End by itself instead of leaving the emulator up until Ctrl-C.")
    private boolean once;

    @Override
    public Integer call() {
        Console console = root.console();
        Rehearsal rehearsal =
                new Rehearsal(root.project(), engine.tools(root), console, review -> view.show(console, review));
        rehearsal.run(name, variables -> {
            if (!once) {
                hold(console, variables);
            }
        });
        return ExitCode.OK.number();
    }

    private void hold(Console console, Map<String, String> variables) {
        console.say("\nEverything stands until Ctrl-C. In another terminal:");
        variables.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("AWS_")
                        || variable.getKey().equals(EmulatorEnvironment.MARK))
                .forEach(variable -> console.say("  export " + variable.getKey() + "=" + variable.getValue()));
        console.say("  ./qis-aws plan " + name);
        console.say("Terraform without qis-aws needs the emulator as its HTTP proxy too:");
        console.say("  HTTP_PROXY=" + variables.get("HTTP_PROXY") + " NO_PROXY=" + variables.get("NO_PROXY")
                + " terraform plan");
        WaitForInterrupt.until(root.interrupts());
    }
}
