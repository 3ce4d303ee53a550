package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Plans, reviews and saves. */
@Command(name = "plan", description = "Shows what apply would change, in the words of QIS, and saves it for apply.")
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ReviewOptions view;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(names = "--destroy", description = "Plan to destroy everything.")
    private boolean destroy;

    @Option(
            names = "--allow-destroy",
            paramLabel = "ADDRESS",
            description = "Exact address of a resource whose data may be lost; may be given again.")
    private Set<String> allowed = new LinkedHashSet<>();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = Lifetime.class,
            description = "For how long the plan may be applied, such as 30m, 8h or 2d; default: ${DEFAULT-VALUE}.")
    private Duration expires;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes.")
    private boolean detailed;

    @Override
    public Integer call() {
        Planned planned = engine.deployments(root).plan(name, destroy ? Mode.DESTROY : Mode.NORMAL, allowed, expires);
        view.show(root.console(), planned.review());
        if (planned.changes()) {
            root.console().say("Saved; apply it with: qis-aws apply " + name);
        }
        if (planned.review().verdict() == Verdict.BLOCKED) {
            return ExitCode.BLOCKED.number();
        }
        return detailed && planned.changes() ? ExitCode.CHANGES.number() : ExitCode.OK.number();
    }
}
