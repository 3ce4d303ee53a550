package io.github.qisaws.cost;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.Optional;

/** The resources before a plan is applied, or after it. */
enum Side {
    BEFORE,
    AFTER;

    boolean holds(Change change) {
        if (change.action() == Action.READ || change.address().resource().startsWith("data.")) {
            return false;
        }
        boolean deposed = change.origin().deposed().isPresent();
        return this == BEFORE
                ? change.action() != Action.CREATE && !imported(change)
                : change.action() != Action.DELETE && !deposed;
    }

    /** An imported resource was not part of the environment before. */
    private static boolean imported(Change change) {
        return change.origin().importId().isPresent();
    }

    Value value(Change change, String path) {
        return this == BEFORE ? change.before(path) : change.after(path);
    }

    /** The text of a known value; empty for a value that is absent, unknown, or hidden. */
    Optional<String> text(Change change, String path) {
        Value value = value(change, path);
        return value.isAbsent() || value.isUnknown() || value.isHidden() ? Optional.empty() : Optional.of(value.text());
    }
}
