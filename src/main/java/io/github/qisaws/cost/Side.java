package io.github.qisaws.cost;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.Optional;

/** What stands before a plan, or after it. */
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

    /** What is taken up from elsewhere was not part of the environment. */
    private static boolean imported(Change change) {
        return change.origin().importId().isPresent();
    }

    Value value(Change change, String path) {
        return this == BEFORE ? change.before(path) : change.after(path);
    }

    /** A value that is known, as text. */
    Optional<String> text(Change change, String path) {
        Value value = value(change, path);
        return value.isAbsent() || value.isUnknown() || value.isHidden() ? Optional.empty() : Optional.of(value.text());
    }
}
