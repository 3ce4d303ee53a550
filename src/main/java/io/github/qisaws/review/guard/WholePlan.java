package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What concerns the plan as a whole: not finished, too many destroys, checks that did not pass. */
final class WholePlan implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        List<Finding> findings = new ArrayList<>();
        Header header = subject.plan().header();
        if (header.errored()) {
            findings.add(incomplete(Level.BLOCK, "Planning failed half-way, so this plan does not show everything."));
        }
        if (!header.complete() || header.postponed() > 0) {
            findings.add(incomplete(
                    Level.WARN,
                    "A part is left for another plan or done by provider actions ("
                            + ResourceWords.count(header.postponed(), "entry") + " not shown here)."));
        }
        subject.plan()
                .checks()
                .forEach(check -> findings.add(Finding.of(
                        RuleName.CHECK_FAILED,
                        check.status().equals("unknown") ? Level.NOTE : Level.WARN,
                        check.address(),
                        check.status().equals("unknown")
                                ? "The check can only be made during the apply."
                                : "The check did not pass: " + check.message(),
                        "Read the check's message before applying.")));
        manyDestroys(subject, findings);
        return findings.stream();
    }

    private static Finding incomplete(Level level, String words) {
        return Finding.of(RuleName.PLAN_INCOMPLETE, level, "", words, "Make a new plan after this one.");
    }

    private static void manyDestroys(Case subject, List<Finding> findings) {
        List<String> destroyed = subject.changes()
                .filter(change -> change.action().destroys())
                .map(Change::name)
                .filter(name -> !subject.policy().allowedDestroys().contains(name))
                .toList();
        int most = subject.policy().maxDestroys();
        if (destroyed.size() > most) {
            findings.add(Finding.of(
                    RuleName.MANY_DESTROYS,
                    Level.BLOCK,
                    "",
                    destroyed.size() + " resources are destroyed or replaced at once; up to " + most
                            + " pass without a question.",
                    "If that is meant, accept the rule many-destroys with a reason in the environment file."));
        }
    }
}
