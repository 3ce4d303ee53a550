package io.github.qisaws.review;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.cost.MonthlyChange;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Guard;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.guard.ResourceWords;
import java.util.List;
import java.util.Optional;

/**
 * A plan in the words of the application, with the guard's verdict.
 *
 * @param environment the environment's name; empty for a plan from elsewhere
 * @param findings what a person must look at, heaviest first
 * @param components all components, touched or not, in the order of the deployment
 * @param cost by how much the monthly cost changes; empty where nobody asked
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
     * @param calls the components of the environment; may be empty for a plan from elsewhere
     */
    public static Review of(String environment, Plan plan, List<Call> calls, Policy policy) {
        return of(environment, plan, calls, policy, List.of());
    }

    /**
     * Reviews a plan that others have judged too.
     *
     * @param others what an organisation's policies found
     */
    public static Review of(String environment, Plan plan, List<Call> calls, Policy policy, List<Finding> others) {
        return new Review(
                environment,
                Guard.judge(plan, calls, policy, others),
                Components.of(plan, calls, policy),
                plan,
                Optional.empty());
    }

    /** The same with what the change costs. */
    public Review with(MonthlyChange change) {
        return new Review(environment, findings, components, plan, Optional.of(change));
    }

    public Verdict verdict() {
        if (findings.stream().anyMatch(Finding::blocks)) {
            return Verdict.BLOCKED;
        }
        if (findings.stream()
                .anyMatch(finding ->
                        finding.level() != Level.NOTE && finding.accepted().isEmpty())) {
            return Verdict.LOOK;
        }
        return counts().total() == 0 && plan.outputs().isEmpty() ? Verdict.UNCHANGED : Verdict.GOOD;
    }

    public Counts counts() {
        return Counts.of(plan.changes());
    }

    /** How many steps the engine reports when it applies the plan; more than resources, since a replacement has two. */
    public int steps() {
        return plan.changes().stream()
                .mapToInt(change -> change.action().steps())
                .sum();
    }

    /** What was changed outside Terraform, as resources. */
    public List<Item> drift() {
        return plan.drift().stream()
                .map(change -> new Item(change, Optional.empty()))
                .filter(item -> item.change().action() != Action.UPDATE
                        || !item.differences().isEmpty())
                .toList();
    }

    /** The verdict as one sentence without the environment's name. */
    public String sentence() {
        long blocks = findings.stream().filter(Finding::blocks).count();
        long looks = findings.stream()
                .filter(finding ->
                        finding.level() == Level.WARN && finding.accepted().isEmpty())
                .count();
        String effect = counts().words();
        return switch (verdict()) {
            case BLOCKED ->
                ResourceWords.count(blocks, "finding") + " must be settled first; this plan is not applied (" + effect
                        + ").";
            case LOOK -> ResourceWords.count(looks, "finding") + " to look at before applying (" + effect + ").";
            case GOOD -> "Nothing dangerous found (" + (counts().total() == 0 ? "only outputs change" : effect) + ").";
            case UNCHANGED ->
                plan.drift().isEmpty()
                        ? "Nothing changes."
                        : "Nothing changes, but "
                                + ResourceWords.count(plan.drift().size(), "resource") + " changed outside Terraform.";
        };
    }
}
