package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.StoredPlans;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Applies what plan saved, and only that. */
@Command(name = "apply", description = "Applies the plan that plan has saved, and only that, once.")
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
            description = "A sealed folder that plan has written; default: the newest of the environment.")
    private Optional<Path> plan = Optional.empty();

    @Option(
            names = "--from-store",
            description =
                    "The plan that plan --store keeps in the bucket of the state: of the checked-out commit, or of"
                            + " another with the same content of all that was planned.")
    private boolean fromStore;

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description = "With --from-store: the commit that was planned; default: HEAD or one with its content.")
    private Optional<String> commit = Optional.empty();

    @Override
    public Integer call() {
        refuseContradictions();
        if (!fromStore) {
            return apply(plan);
        }
        StoredPlans kept = new StoredPlans(root.project(), engine.tools(root), root.console());
        Path folder = kept.fetch(name, commit, permission.addresses());
        try {
            return apply(Optional.of(folder));
        } finally {
            kept.forget(folder);
        }
    }

    private int apply(Optional<Path> folder) {
        Deployments deployments = engine.deployments(root);
        Planned saved = deployments.saved(name, folder, permission.addresses());
        view.show(root.console(), saved.review());
        if (!saved.changes()) {
            root.console().say("Nothing to apply.");
            return ExitCode.OK.number();
        }
        saved.requireNotBlocked();
        consent.require(root.console(), "Apply this plan to " + name + "?", name);
        deployments.apply(saved);
        root.console().say("Applied.");
        return ExitCode.OK.number();
    }

    private void refuseContradictions() {
        if (fromStore ? plan.isPresent() : commit.isPresent()) {
            throw new Problem(
                            ExitCode.USAGE,
                            fromStore ? "both --plan and --from-store" : "--commit without --from-store",
                            "",
                            fromStore
                                    ? "say from where alone the plan comes."
                                    : "--commit chooses among stored plans; add --from-store.")
                    .asException();
        }
    }
}
