package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Plans to destroy an environment, shows the review, asks for confirmation, and applies the plan. */
@Command(
        name = "destroy",
        description =
                "Destroys all resources of an environment after a review and confirmation. Each resource with data"
                        + " must be named with --allow-destroy unless the environment file has protect: false.")
final class DestroyCommand implements Callable<Integer> {
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

    @Override
    public Integer call() {
        Deployments deployments = engine.deployments(root);
        Planned planned = deployments.plan(name, Mode.DESTROY, permission.addresses());
        view.show(root.console(), planned.review());
        if (planned.changes()) {
            planned.requireNotBlocked();
            consent.require(root.console(), "Destroy all resources of " + name + "?", name);
            deployments.apply(planned);
            root.console().say("Destroyed.");
        }
        return ExitCode.OK.number();
    }
}
