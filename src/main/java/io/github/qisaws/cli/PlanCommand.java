package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.PlanRequest;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Deployments.SealOptions;
import io.github.qisaws.pipeline.ParallelRuns.Ended;
import io.github.qisaws.pipeline.StoredPlans;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Creates a plan, prints its review, and saves it for {@code apply}. */
@Command(
        name = "plan",
        description = "Creates a plan, prints a review of its changes by component, and saves it for apply.")
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ReviewOptions view;

    @Mixin
    private SeveralOptions several;

    @Option(names = "--destroy", description = "Plan to destroy all resources.")
    private boolean destroy;

    @Mixin
    private AllowDestroyOption permission;

    @Option(
            names = "--replace",
            paramLabel = "ADDRESS",
            description = "Resource address to replace, such as module.data-server.aws_instance.this. Repeatable.")
    private Set<String> replace = new LinkedHashSet<>();

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "24h",
            converter = Lifetime.class,
            description =
                    "How long the saved plan can be applied, such as 30m, 8h, or 2d; at most 7d (default: ${DEFAULT-VALUE}).")
    private Duration expires;

    @Option(
            names = "--store",
            description = "Also save the sealed plan in the state bucket, for apply --from-store after a merge. All"
                    + " planned files must be committed.")
    private boolean store;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            description = "Copy the saved plan's reports, without the plan file, to DIR/ENV.")
    private Optional<Path> reports = Optional.empty();

    @Option(names = "--detailed-exitcode", description = "Exit with 2 if the plan has changes.")
    private boolean detailed;

    @Override
    public Integer call() {
        if (several.all()) {
            return planAll();
        }
        Planned planned = plan(engine.tools(root), root.console(), several.name());
        view.show(root.console(), planned.review());
        if (planned.changes()) {
            root.console().say("Plan saved. To apply it, run: qis-aws apply " + several.name());
        }
        return exitCode(planned).number();
    }

    private int planAll() {
        Tools tools = several.tools(root, engine);
        List<Ended<Planned>> ended = several.run(root, (name, log, effects) -> plan(tools.noting(effects), log, name));
        view.showAll(
                root.console(),
                ended.stream()
                        .flatMap(each -> each.result().stream())
                        .map(Planned::review)
                        .toList());
        return SeveralOptions.finish(
                root.console(), ended, planned -> planned.review().sentence(), this::exitCode);
    }

    private Planned plan(Tools tools, ProgressLog log, String name) {
        StoredPlans storedPlans = new StoredPlans(root.project(), tools, log);
        if (store) {
            requirePlainPlan();
            storedPlans.requireStorable(name);
        }
        PlanRequest request = PlanRequest.of(destroy ? Mode.DESTROY : Mode.NORMAL, permission.addresses(), replace);
        Planned planned = new Deployments(root.project(), tools, log)
                .plan(name, request, new SealOptions(expires, store || reports.isPresent()));
        if (store) {
            storedPlans.store(planned);
        }
        reports.map(folder -> folder.resolve(name)).ifPresent(folder -> {
            planned.copyReports(folder);
            tools.effects().add("copied the reports of the plan to " + folder);
        });
        return planned;
    }

    /** A stored plan is applied later by its commit alone, so it must not depend on options of this command. */
    private void requirePlainPlan() {
        if (destroy || !replace.isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "--store excludes " + (destroy ? "--destroy" : "--replace"),
                            "A stored plan is applied after a merge and must follow from its commit alone. A commit"
                                    + " records neither option.",
                            "Plan without --store. Apply the saved plan here, or elsewhere with apply --plan DIR.")
                    .asException();
        }
    }

    private ExitCode exitCode(Planned planned) {
        if (planned.review().verdict() == Verdict.BLOCKED) {
            return ExitCode.BLOCKED;
        }
        return detailed && planned.changes() ? ExitCode.CHANGES : ExitCode.OK;
    }
}
