package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.review.Review;
import java.util.LinkedHashSet;
import java.util.Set;
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

    @Option(
            names = "--allow-destroy",
            paramLabel = "ADDRESS",
            description = "Exact address of a resource whose data may be lost; may be given again.")
    private Set<String> allowed = new LinkedHashSet<>();

    @Override
    public Integer call() {
        Deployments deployments = engine.deployments(root);
        Review review = deployments.savedReview(name, allowed);
        view.show(root.console(), review);
        consent.require(root.console(), "Apply this plan to " + name + "?", name);
        deployments.apply(name, review);
        root.console().say("Applied.");
        return ExitCode.OK.number();
    }
}
