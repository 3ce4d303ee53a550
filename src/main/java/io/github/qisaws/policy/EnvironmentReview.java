package io.github.qisaws.policy;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.cost.Estimate;
import io.github.qisaws.cost.MonthlyChange;
import io.github.qisaws.cost.PriceFile;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import java.util.List;

/**
 * Reviews plans of an environment: with its own policy, with the organization's findings, and with the cost of the
 * changes.
 *
 * @param calls the environment's components
 */
public record EnvironmentReview(Environment environment, List<Call> calls) {
    /**
     * Reviews a plan.
     *
     * @param allowed whose data the command may destroy
     * @param organization findings of the organization's own policies
     */
    public Review of(Plan plan, AllowedDestroys allowed, List<Finding> organization) {
        Review review =
                Review.of(environment.name(), plan, calls, GuardPolicies.of(environment, plan, allowed), organization);
        return review.counts().total() == 0
                ? review
                : review.with(MonthlyChange.of(plan, PriceFile.builtIn(), Estimate.Setting.of(environment)));
    }
}
