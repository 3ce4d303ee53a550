package io.github.qisaws.review;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.cost.MonthlyChange;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.Plan.FailedCheck;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Guard;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.guard.ResourceWords;
import java.util.List;
import java.util.Optional;

/**
 * The review of a plan: its changes by component, the findings of the guard, and the cost.
 *
 * @param environment name of the environment; empty for a plan that qis-aws did not make
 * @param findings the guard's findings, most severe first
 * @param components all components, changed or not, in the order of the deployment
 * @param cost the change of the monthly cost; empty unless it was requested
 */
public record Review(
        String environment,
        List<Finding> findings,
        List<Component> components,
        Plan plan,
        Optional<MonthlyChange> cost) {

    public Review {
        findings = List.copyOf(findings);
        components = List.copyOf(components);
    }

    /**
     * Reviews a plan.
     *
     * @param calls the components of the environment; empty for a plan that qis-aws did not make
     */
    public static Review of(String environment, Plan plan, List<Call> calls, Policy policy) {
        return of(environment, plan, calls, policy, List.of());
    }

    /**
     * Reviews a plan, with findings that other rules made.
     *
     * @param others findings of the organization's policies
     */
    public static Review of(String environment, Plan plan, List<Call> calls, Policy policy, List<Finding> others) {
        return new Review(
                environment,
                Guard.judge(plan, calls, policy, others),
                Components.of(plan, calls, policy, Item::planned),
                plan,
                Optional.empty());
    }

    /** The same review with the change of the monthly cost. */
    public Review with(MonthlyChange change) {
        return new Review(environment, findings, components, plan, Optional.of(change));
    }

    public Verdict verdict() {
        if (open(Level.BLOCK) > 0) {
            return Verdict.BLOCKED;
        }
        if (open(Level.WARN) > 0) {
            return Verdict.LOOK;
        }
        return counts().total() == 0 && plan.outputs().isEmpty() ? Verdict.UNCHANGED : Verdict.GOOD;
    }

    public Counts counts() {
        return Counts.of(plan.changes());
    }

    /** Number of steps that Terraform reports during the apply. A replacement has two steps. */
    public int steps() {
        return plan.changes().stream()
                .mapToInt(change -> change.action().steps())
                .sum();
    }

    /** Resources that were changed outside Terraform. */
    public List<Item> drift() {
        return plan.drift().stream()
                .map(change -> Item.outside(change, Optional.empty()))
                .filter(Item::isVisible)
                .toList();
    }

    /** Addresses of the checks that can only be made during the apply. */
    public List<String> pendingChecks() {
        return plan.checks().stream()
                .filter(FailedCheck::isPending)
                .map(FailedCheck::address)
                .toList();
    }

    /** One line about the checks that can only be made during the apply; empty without any. */
    public Optional<String> pending() {
        int number = pendingChecks().size();
        return number == 0
                ? Optional.empty()
                : Optional.of(
                        ResourceWords.count(number, "check") + (number == 1 ? " runs" : " run") + " during the apply.");
    }

    /** The reason for the verdict, to follow a colon, without the environment's name. */
    public String sentence() {
        String effect = counts().words();
        return switch (verdict()) {
            case BLOCKED -> count(Level.BLOCK, "blocking finding") + " (" + effect + ").";
            case LOOK -> count(Level.WARN, "warning") + " (" + effect + ").";
            case GOOD -> calm() + " (" + (counts().total() == 0 ? "only outputs change" : effect) + ").";
            case UNCHANGED ->
                drift().isEmpty()
                        ? "no changes."
                        : "no changes, but " + ResourceWords.count(drift().size(), "resource")
                                + " changed outside Terraform.";
        };
    }

    private String calm() {
        return open(Level.NOTE) == 0 ? "no open findings" : count(Level.NOTE, "note");
    }

    private String count(Level level, String noun) {
        return ResourceWords.count(open(level), noun);
    }

    /** Number of findings of a level that are not accepted. */
    private long open(Level level) {
        return findings.stream()
                .filter(finding ->
                        finding.level() == level && finding.accepted().isEmpty())
                .count();
    }
}
