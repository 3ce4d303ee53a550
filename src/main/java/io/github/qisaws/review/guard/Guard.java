package io.github.qisaws.review.guard;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.plan.Plan;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Evaluates a plan by all rules: a pure function of plan, contracts, and policy. */
public final class Guard {
    private static final List<Rule> RULES = List.of(
            new DataLoss(),
            new WholePlan(),
            new UnjudgedTypes(),
            new RemovedServices(),
            new Exposure(),
            new Egress(),
            new Permissions(),
            new ForeignAccounts(),
            new NetworkPolicies(),
            new Reductions(),
            new Settings(),
            new Traffic(),
            new ListenerRules(),
            new WebTier(),
            new Databases(),
            new CacheNodes(),
            new Volumes(),
            new KeptSubnets(),
            new DeletionProtected(),
            new OutsideChanges());

    private static final Comparator<Finding> HEAVIEST_FIRST = Comparator.<Finding, Boolean>comparing(
                    finding -> finding.accepted().isPresent())
            .thenComparing(Finding::level)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::subject);

    private Guard() {}

    /** All findings, most severe first, accepted ones last. */
    public static List<Finding> judge(Plan plan, List<Call> calls, Policy policy) {
        return judge(plan, calls, policy, List.of());
    }

    /**
     * All findings, together with those of the organization's policies.
     *
     * @param others findings of the organization's policies in the same plan
     */
    public static List<Finding> judge(Plan plan, List<Call> calls, Policy policy, List<Finding> others) {
        Case subject = new Case(plan, calls, Stateful.of(calls, policy), policy);
        return Stream.concat(RULES.stream().flatMap(rule -> rule.judge(subject)), others.stream())
                .map(policy::apply)
                .sorted(HEAVIEST_FIRST)
                .toList();
    }
}
