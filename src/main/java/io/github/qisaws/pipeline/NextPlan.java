package io.github.qisaws.pipeline;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ProgressLog;
import java.util.Set;

/** The plan after a command that applied one: if it is not empty, something is not as the environment file says. */
record NextPlan(Planner planner, ProgressLog log) {

    /** Plans an environment; the data of the named addresses may be destroyed. */
    @FunctionalInterface
    interface Planner {
        Planned plan(String name, Set<String> allowed);
    }

    static Planner with(Deployments deployments) {
        return (name, allowed) -> deployments.plan(name, Mode.NORMAL, allowed);
    }

    /**
     * Plans again.
     *
     * @param after what was done, such as {@code the upgrade}
     * @param state what is so nevertheless, a sentence
     */
    void requireEmpty(String name, String after, String state) {
        log.say("Planning again; the next plan must be empty…");
        Planned next = planner.plan(name, Set.of());
        if (next.changes()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the plan of " + name + " after " + after + " is not empty",
                            next.review().sentence(),
                            "Review it with qis-aws plan " + name + ", and apply it. " + state)
                    .asException();
        }
    }
}
