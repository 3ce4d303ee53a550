package io.github.qisaws.review;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.guard.ResourceWords;
import java.util.List;

/**
 * What somebody changed outside Terraform.
 *
 * @param components those with a change, in the order of the deployment
 */
public record Drift(String environment, List<Component> components) {
    public Drift {
        components = List.copyOf(components);
    }

    /** Sorts the drift of a plan into components. */
    public static Drift of(String environment, Plan plan, List<Call> calls) {
        Plan changes = new Plan(plan.header(), plan.drift(), List.of(), List.of(), List.of());
        return new Drift(
                environment,
                Components.of(changes, calls, Policy.STRICT).stream()
                        .filter(Component::isTouched)
                        .toList());
    }

    public boolean found() {
        return !components.isEmpty();
    }

    /** One sentence without the environment's name. */
    public String sentence() {
        int resources =
                components.stream().mapToInt(each -> each.items().size()).sum();
        return found()
                ? ResourceWords.count(resources, "resource") + " changed outside Terraform, in "
                        + ResourceWords.count(components.size(), "component") + "."
                : "As Terraform left it.";
    }

    /** What became of a resource, as the rest of a sentence. */
    public static String happened(Item item) {
        return switch (item.change().action()) {
            case DELETE -> "was deleted";
            case UPDATE -> "was changed";
            default -> item.happening();
        };
    }
}
