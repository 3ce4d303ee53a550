package io.github.qisaws.review;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.guard.ResourceWords;
import java.util.List;
import java.util.Optional;

/**
 * Resources of an environment that were changed outside Terraform.
 *
 * @param components the components with a changed resource, in the order of the deployment
 */
public record Drift(String environment, List<Component> components) {
    public Drift {
        components = List.copyOf(components);
    }

    /** Groups the drift of a plan by component. */
    public static Drift of(String environment, Plan plan, List<Call> calls) {
        List<Change> visible = plan.drift().stream()
                .filter(change -> Item.outside(change, Optional.empty()).isVisible())
                .toList();
        Plan changes = new Plan(plan.header(), visible, List.of(), List.of(), List.of(), List.of(), plan.defaults());
        return new Drift(
                environment,
                Components.of(changes, calls, Policy.STRICT, Item::outside).stream()
                        .filter(Component::isTouched)
                        .toList());
    }

    public boolean found() {
        return !components.isEmpty();
    }

    /** The result without the environment's name, to follow a colon. */
    public String sentence() {
        int resources =
                components.stream().mapToInt(each -> each.items().size()).sum();
        return found()
                ? ResourceWords.count(resources, "resource") + " changed outside Terraform, in "
                        + ResourceWords.count(components.size(), "component") + "."
                : "no changes outside Terraform.";
    }
}
