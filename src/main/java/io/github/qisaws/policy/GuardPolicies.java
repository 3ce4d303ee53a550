package io.github.qisaws.policy;

import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Workers;
import io.github.qisaws.environment.GuardPolicy;
import io.github.qisaws.plan.Address;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Policy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The guard's policy for the plans of an environment. */
final class GuardPolicies {
    /** QIS's processes for statistics and tasks, each with a connection pool like an Apache process. */
    private static final int AUXILIARY_PROCESSES = 2;

    /** Connections that PostgreSQL reserves for superusers. */
    private static final int SUPERUSER_RESERVE = 3;

    private GuardPolicies() {}

    /**
     * The strict policy with the settings of the environment file and the allowed addresses. In an environment with
     * {@code protect: false}, the confirmation of {@code destroy} covers all resources.
     */
    static Policy of(Environment environment, Plan plan, AllowedDestroys allowed) {
        Set<String> addresses = new HashSet<>(allowed.addresses());
        if (allowed.wholeEnvironment() && !environment.site().protect()) {
            // A deposed object has the same address as the current one, but another name.
            plan.changes().stream().map(Change::name).forEach(addresses::add);
            plan.changes().stream().map(Change::address).map(Address::text).forEach(addresses::add);
        }
        GuardPolicy own = environment.site().policy();
        Map<String, String> reasons = new HashMap<>();
        own.accepted().forEach(accepted -> reasons.put(accepted.key(), accepted.reason()));
        return new Policy(
                addresses,
                reasons,
                own.stateful(),
                own.maxDestroys(),
                environment.application().flatMap(GuardPolicies::connections));
    }

    /** Empty where the only server decides the number of its processes. */
    private static Optional<Policy.Connections> connections(Application application) {
        Workers workers = application.workers();
        return workers.processes()
                .map(processes -> new Policy.Connections(
                        processes + AUXILIARY_PROCESSES,
                        workers.poolSize(),
                        application.maxConnections() - SUPERUSER_RESERVE));
    }
}
