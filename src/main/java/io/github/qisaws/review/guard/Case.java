package io.github.qisaws.review.guard;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/** Input of the rules. */
record Case(Plan plan, List<Call> calls, Stateful stateful, Policy policy) {

    /** Changes with an action other than no-op and read. */
    Stream<Change> changes() {
        return plan.changes().stream().filter(change -> change.action().changesSomething());
    }

    /** Changes after which the resource exists with new content. */
    Stream<Change> written() {
        return changes().filter(change -> change.action() != Action.DELETE && change.action() != Action.FORGET);
    }

    /** Whether the plan is of one of our environments, so that words about its site and its file are true. */
    boolean isOurs() {
        return !calls.isEmpty();
    }

    /** Whether the resource belongs to a component of the environment, whose module is part of this project. */
    boolean isOurs(Change change) {
        return calls.stream()
                .anyMatch(call -> call.name().equals(change.address().component()));
    }

    /** Whether the resource belongs to a component of this kind, whatever the name of its module block. */
    boolean isIn(Change change, String contract) {
        String component = change.address().component();
        return component.equals(contract)
                || calls.stream()
                        .anyMatch(call -> call.name().equals(component)
                                && call.contract().name().equals(contract));
    }
}
