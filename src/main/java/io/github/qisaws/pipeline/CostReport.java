package io.github.qisaws.pipeline;

import io.github.qisaws.cost.Estimate;
import io.github.qisaws.cost.Prices;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;

/**
 * Estimates the monthly cost of an environment from a plan: of existing resources and those that the plan would
 * create.
 */
public final class CostReport {
    private final Project project;
    private final Tools tools;
    private final Prices prices;

    public CostReport(Project project, Tools tools, Prices prices) {
        this.project = project;
        this.tools = tools;
        this.prices = prices;
    }

    /** Estimates from a new plan; keeps the saved plan. */
    public Estimate of(String name, ProgressLog log) {
        OpenEnvironment environment = OpenEnvironment.open(project, name, tools, log);
        Estimate.Setting setting = Estimate.Setting.of(environment.configured().environment());
        return environment.lookAhead(
                Verb.Plan::to, "planning", json -> Estimate.after(PlanReader.read(json), prices, setting));
    }

    /** Estimates from the JSON of an existing plan. */
    public Estimate of(String name, Path planJson) {
        Plan plan = PlanReader.read(planJson);
        return Estimate.after(plan, prices, Estimate.Setting.of(EnvironmentFile.read(project.existingFolder(name))));
    }
}
