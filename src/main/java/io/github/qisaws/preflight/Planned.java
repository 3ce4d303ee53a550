package io.github.qisaws.preflight;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The planned changes, as far as they are known.
 *
 * @param plan empty if Terraform could not plan; then every change is possible
 */
record Planned(Optional<Plan> plan) {
    static final Planned UNKNOWN = new Planned(Optional.empty());

    static Planned of(Plan plan) {
        return new Planned(Optional.of(plan));
    }

    /** Whether a resource of one of these types is created or replaced, or may be. */
    boolean makes(String... types) {
        return plan.isEmpty() || made(types).findAny().isPresent();
    }

    /** The resources of these types that are created or replaced. */
    Stream<Change> made(String... types) {
        return changes(types)
                .filter(change ->
                        change.action() == Action.CREATE || change.action().isReplacement());
    }

    /** The resources of these types that exist in addition during the apply. */
    Stream<Change> added(String... types) {
        return made(types).filter(change -> change.action() != Action.REPLACE);
    }

    /** The resources of these types that exist after the apply. */
    Stream<Change> remaining(String... types) {
        return changes(types).filter(change -> change.action() != Action.DELETE && change.action() != Action.FORGET);
    }

    /** The values of an attribute in the state, of all resources of a type. */
    Set<String> present(String type, String attribute) {
        return changes(type)
                .map(change -> change.before(attribute))
                .filter(value -> value.isKnown())
                .map(value -> value.raw())
                .collect(Collectors.toSet());
    }

    private Stream<Change> changes(String... types) {
        List<String> wanted = List.of(types);
        return plan.stream()
                .flatMap(found -> found.changes().stream())
                .filter(change -> wanted.contains(change.type()));
    }
}
