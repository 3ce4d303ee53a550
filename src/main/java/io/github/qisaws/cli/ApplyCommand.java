package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.StoredPlans;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Applies a plan that {@code plan} saved and the user has reviewed. */
@Command(
        name = "apply",
        description = "Applies the saved plan, and waits until the site serves. A saved plan can be applied once.")
final class ApplyCommand implements Callable<Integer> {
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

    @Mixin
    private AllowDestroyOption permission;

    @Option(
            names = "--plan",
            paramLabel = "DIR",
            description = "Sealed folder written by plan (default: the environment's saved plan).")
    private Optional<Path> plan = Optional.empty();

    @Option(
            names = "--from-store",
            description =
                    "Apply the plan that plan --store saved in the state bucket for the checked-out commit, or for"
                            + " another commit with the same planned files.")
    private boolean fromStore;

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description = "With --from-store, the commit that was planned (default: HEAD, or a commit with the same"
                    + " planned files).")
    private Optional<String> commit = Optional.empty();

    @Option(
            names = "--plan-hash",
            paramLabel = "SHA256",
            description = "SHA-256 of the approved plan file, as printed by review --from-store. Any other plan is"
                    + " rejected with exit code 81.")
    private Optional<String> planHash = Optional.empty();

    @Mixin
    private WaitOptions wait;

    @Override
    public Integer call() {
        requireOneSource();
        if (!fromStore) {
            return apply(plan);
        }
        StoredPlans kept = new StoredPlans(root.project(), engine.tools(root), root.console());
        Path folder = kept.fetch(name, new StoredPlans.Choice(commit, planHash));
        try {
            return apply(Optional.of(folder));
        } finally {
            kept.forget(folder);
        }
    }

    private int apply(Optional<Path> folder) {
        Deployments deployments = engine.deployments(root);
        Planned saved = deployments.saved(name, folder, permission.addresses());
        planHash.ifPresent(saved::requirePlanHash);
        view.show(root.console(), saved.review());
        if (!saved.changes()) {
            root.console().say("Nothing to apply.");
            return ExitCode.OK.number();
        }
        saved.requireNotBlocked();
        consent.require(root.console(), "Apply this plan to " + name + "?", name);
        Instant start = Instant.now();
        deployments.apply(saved);
        root.console().say(wait.after(root, engine.tools(root), name, rollouts -> rollouts.follow(saved, start)
                .words()));
        return ExitCode.OK.number();
    }

    private void requireOneSource() {
        if (fromStore ? plan.isPresent() : commit.isPresent()) {
            throw new Problem(
                            ExitCode.USAGE,
                            fromStore ? "--plan and --from-store exclude each other" : "--commit requires --from-store",
                            "",
                            fromStore
                                    ? "Use either --plan or --from-store, not both."
                                    : "Add --from-store, or omit --commit.")
                    .asException();
        }
    }
}
