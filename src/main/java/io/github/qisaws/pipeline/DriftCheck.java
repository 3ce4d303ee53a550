package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.plan.DriftReader;
import io.github.qisaws.review.Drift;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.workspace.IgnoredChanges;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.util.List;

/** Finds changes made outside Terraform; keeps the saved plan. */
public final class DriftCheck {
    private final Project project;
    private final Tools tools;

    public DriftCheck(Project project, Tools tools) {
        this.project = project;
        this.tools = tools;
    }

    /** Compares an environment's state with its resources in AWS; changes neither. */
    public Drift of(String name, ProgressLog log) {
        OpenEnvironment environment = OpenEnvironment.open(project, name, tools, log);
        // Terraform cannot refresh the outputs of resources that do not exist.
        if (environment.engine().stateList().isEmpty()) {
            log.say("No resources in the state: nothing was applied, so there is no drift.");
            return new Drift(name, List.of());
        }
        Deployment deployment = environment.configured().deployment();
        return environment.lookAhead(
                Verb.Plan::refreshOnly,
                "comparing",
                json -> Drift.of(
                        name, DriftReader.read(json, new IgnoredChanges(project, deployment)), deployment.calls()));
    }
}
