package io.github.qisaws.cli;

import io.github.qisaws.cost.Amounts;
import io.github.qisaws.cost.PriceFile;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.pipeline.CostReport;
import io.github.qisaws.pipeline.Smoke;
import io.github.qisaws.pipeline.SmokeReport;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Tools;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs the whole life of an environment in an account. */
@Command(
        name = "smoke",
        description =
                "Creates an environment in your AWS account, changes it, and destroys it. Writes a report of everything"
                        + " that differs from the emulator. Shows the cost, and asks for confirmation.")
final class SmokeCommand implements Callable<Integer> {
    private static final BigDecimal HOURS_PER_MONTH = BigDecimal.valueOf(730);

    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "ENV", description = "Name of an environment with protect: false that is not applied.")
    private String name;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "File for the report in Markdown (default: smoke-ENV.md in the working directory).")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() {
        Console console = root.console();
        Tools tools = engine.tools(root);
        Smoke smoke = new Smoke(root.project(), tools, console, Pace.of(Pace.USUAL_LIMIT));
        Environment environment = smoke.require(name);
        Amounts cost = new CostReport(root.project(), tools, PriceFile.builtIn())
                .of(name, console)
                .total();
        console.say("Estimated cost: " + hour(cost.onDemand()) + " US dollars per hour, at most " + hour(cost.most())
                + " with the maximum number of web servers, plus traffic. The run takes about two hours.");
        consent.require(
                console,
                "Create " + name + " in " + environment.placement().region() + ", change it, and destroy it?",
                name);
        SmokeReport report = smoke.run(name);
        Path target = file.orElseGet(() -> Path.of("smoke-" + name + ".md"));
        Folders.write(target, report.markdown(), root.effects());
        console.say(
                report.isClean()
                        ? "The account behaved as the emulator does. Report: " + target
                        : "Differences or failures: " + report.differences() + ". Report: " + target);
        return (report.isClean() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private static String hour(BigDecimal month) {
        return month.divide(HOURS_PER_MONTH, 2, RoundingMode.HALF_UP).toPlainString();
    }
}
