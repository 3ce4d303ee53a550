package io.github.qisaws.review.guard;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/** What the rules look at. */
record Case(Plan plan, List<Call> calls, Stateful stateful, Policy policy) {

    /** Changes that do something. */
    Stream<Change> changes() {
        return plan.changes().stream().filter(change -> change.action().changesSomething());
    }

    /** Changes after which the resource is there with new content. */
    Stream<Change> written() {
        return changes()
                .filter(change -> !change.action().equals(io.github.qisaws.plan.Action.DELETE)
                        && !change.action().equals(io.github.qisaws.plan.Action.FORGET));
    }

    /** Whether the resource belongs to a component of this kind, whatever its block is called. */
    boolean isIn(Change change, String contract) {
        String component = change.address().component();
        return component.equals(contract)
                || calls.stream()
                        .anyMatch(call -> call.name().equals(component)
                                && call.contract().name().equals(contract));
    }
}
