package io.github.qisaws.pipeline;

import io.github.qisaws.plan.Address;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.util.HashSet;
import java.util.Set;

/** What the guard holds an environment's plans to. */
final class Policies {
    private Policies() {}

    /**
     * Strict, but for the addresses that a person named; an environment with {@code protect: false} may be destroyed as
     * a whole.
     */
    static Policy of(Configured configured, Mode mode, Plan plan, Set<String> allowed) {
        Set<String> addresses = new HashSet<>(allowed);
        if (mode == Mode.DESTROY && !configured.environment().site().protect()) {
            plan.changes().stream().map(Change::address).map(Address::text).forEach(addresses::add);
        }
        return Policy.STRICT.allowing(addresses);
    }
}
