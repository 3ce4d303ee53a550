package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Deployments.Sealing;
import io.github.qisaws.pipeline.Deployments.Wanted;
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

/** Plans, reviews and saves. */
@Command(name = "plan", description = "Shows what apply would change, in the words of QIS, and saves it for apply.")
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ReviewOptions view;

    @Mixin
    private SeveralOptions several;

    @Option(names = "--destroy", description = "Plan to destroy everything.")
    private boolean destroy;

    @Mixin
    private AllowDestroyOption permission;

    @Option(
            names = "--replace",
            paramLabel = "ADDRESS",
            description =
                    "Exact address of a resource to make anew, such as module.data-server.aws_instance.this for the"
                            + " data server's new image; may be given again.")
    private Set<String> replace = new LinkedHashSet<>();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = Lifetime.class,
            description = "For how long the plan may be applied, such as 30m, 8h or 2d; default: ${DEFAULT-VALUE}.")
    private Duration expires;

    @Option(
            names = "--store",
            description = "Keep the sealed plan in the bucket of the state too, for apply --from-store after a merge;"
                    + " everything that is planned must be committed.")
    private boolean store;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            description = "Copy what others may read, all of the sealed plan but the plan file, into DIR/ENV.")
    private Optional<Path> reports = Optional.empty();

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes.")
    private boolean detailed;

    @Override
    public Integer call() {
        if (several.all()) {
            return planAll();
        }
        Planned planned = plan(engine.tools(root), root.console(), several.name());
        view.show(root.console(), planned.review());
        if (planned.changes()) {
            root.console().say("Saved; apply it with: qis-aws apply " + several.name());
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
        StoredPlans kept = new StoredPlans(root.project(), tools, log);
        if (store) {
            refuseMoreThanTheFile();
            kept.requireStorable(name);
        }
        Wanted wanted = new Wanted(destroy ? Mode.DESTROY : Mode.NORMAL, permission.addresses(), replace);
        Planned planned = new Deployments(root.project(), tools, log)
                .plan(name, wanted, new Sealing(expires, store || reports.isPresent()));
        if (store) {
            kept.store(planned);
        }
        reports.map(folder -> folder.resolve(name)).ifPresent(folder -> {
            planned.copyReports(folder);
            tools.effects().add("copied the reports of the plan to " + folder);
        });
        return planned;
    }

    /** Whoever applies a stored plan takes the newest of a commit: it must be what the commit alone says. */
    private void refuseMoreThanTheFile() {
        if (destroy || !replace.isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "--store with " + (destroy ? "--destroy" : "--replace"),
                            "A stored plan is applied after a merge as what its commit says, and a commit says neither.",
                            "plan without --store, and apply the sealed plan here or by apply --plan DIR.")
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
