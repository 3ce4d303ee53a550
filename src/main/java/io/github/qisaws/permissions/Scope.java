package io.github.qisaws.permissions;

import java.util.List;
import java.util.Set;

/**
 * Actions that a deployer needs only for some resources, or only for some services.
 *
 * @param resources ARNs with {@code ${environment}} and other words of {@link Target}
 * @param condition of the statement, with the same words; null: none
 * @param service the condition key whose values are the services of the grants; null: none
 */
record Scope(Set<String> actions, List<String> resources, Condition condition, ServiceKey service) {
    /** A condition that does not depend on the grants. */
    record Condition(String operator, String key, List<String> values) {
        Condition {
            values = List.copyOf(values);
        }
    }

    /** The condition key and the form of its values, for example {@code %s.amazonaws.com}. */
    record ServiceKey(String operator, String key, String form) {}

    Scope {
        actions = Set.copyOf(actions);
        resources = List.copyOf(resources);
    }
}
