package io.github.qisaws.pipeline;

import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Changes made by a recovery before its apply, reported if it fails. */
final class Deeds {
    private final Set<String> here = new LinkedHashSet<>();
    private final Set<String> inAws = new LinkedHashSet<>();

    /**
     * Notes a change on this machine or to the state.
     *
     * @param deed what was done, for example {@code stopped process 12}
     */
    void add(String deed) {
        here.add(deed);
    }

    /**
     * Notes a change to a resource in AWS.
     *
     * @param deed what was done, as for {@link #add}
     */
    void addInAws(String deed) {
        inAws.add(deed);
    }

    /** What a problem says of what was changed. */
    String state() {
        if (here.isEmpty() && inAws.isEmpty()) {
            return Problem.NOTHING_CHANGED;
        }
        Set<String> all = new LinkedHashSet<>(here);
        all.addAll(inAws);
        String done = "This command " + String.join("; ", all) + ".";
        return inAws.isEmpty() ? "No AWS resources were changed. " + done : done + " Nothing else was changed.";
    }

    /** Runs an action; if its problem says that nothing was changed, replaces that with the recorded changes. */
    <T> T told(Supplier<T> action) {
        try {
            return action.get();
        } catch (ProblemException e) {
            Problem problem = e.problem();
            if (!problem.state().equals(Problem.NOTHING_CHANGED)) {
                throw e;
            }
            throw new Problem(problem.exitCode(), problem.what(), problem.why(), problem.fix(), state()).causedBy(e);
        }
    }
}
