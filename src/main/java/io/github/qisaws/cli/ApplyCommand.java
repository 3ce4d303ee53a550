package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
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
    private Permission permission;

    @Option(
            names = "--plan",
            paramLabel = "DIR",
            description = "A sealed folder that plan has written; default: the newest of the environment.")
    private Optional<Path> plan = Optional.empty();

    @Override
    public Integer call() {
        Deployments deployments = engine.deployments(root);
        Planned saved = deployments.saved(name, plan, permission.addresses());
        view.show(root.console(), saved.review());
        consent.require(root.console(), "Apply this plan to " + name + "?", name);
        deployments.apply(saved);
        root.console().say("Applied.");
        return ExitCode.OK.number();
    }
}
