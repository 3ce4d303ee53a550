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

/** Rehearses an environment on an emulator, without an AWS account. */
@Command(
        name = "demo",
        description = "Rehearses an environment against an AWS emulator on this machine. Runs bootstrap, plan, apply, a"
                + " second plan that must be empty, and destroy. Does not contact AWS.")
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ReviewOptions view;

    @Parameters(
            paramLabel = "ENV",
            arity = "0..1",
            defaultValue = "demo",
            description = "Name of the environment (default: demo).")
    private String name;

    @Option(names = "--once", description = "Destroy the environment without waiting for Ctrl-C.")
    private boolean once;

    @Override
    public Integer call() {
        Console console = root.console();
        Rehearsal rehearsal =
                new Rehearsal(root.project(), engine.tools(root), console, review -> view.show(console, review));
        rehearsal.run(name, variables -> {
            if (!once) {
                waitForInterrupt(console, variables);
            }
        });
        return ExitCode.OK.number();
    }

    private void waitForInterrupt(Console console, Map<String, String> variables) {
        console.say("\nThe environment keeps running until you press Ctrl-C. To use it from another terminal:");
        variables.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("AWS_")
                        || variable.getKey().equals(EmulatorEnvironment.MARK))
                .forEach(variable -> console.say("  export " + variable.getKey() + "=" + variable.getValue()));
        console.say("  ./qis-aws plan " + name);
        console.say("Without qis-aws, Terraform also needs the emulator as its HTTP proxy:");
        console.say("  HTTP_PROXY=" + variables.get("HTTP_PROXY") + " NO_PROXY=" + variables.get("NO_PROXY")
                + " terraform plan");
        WaitForInterrupt.until(root.interrupts());
    }
}
