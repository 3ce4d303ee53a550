package io.github.qisaws.review.guard;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.TwoServer;
import java.util.List;
import java.util.Optional;

/** Plans and what the strict guard finds in them. */
final class Judged {
    private Judged() {}

    static List<Finding> findings(Plan plan) {
        return Guard.judge(plan, TwoServer.calls(), Policy.STRICT);
    }

    static List<RuleName> rules(Plan plan) {
        return findings(plan).stream().map(Finding::rule).toList();
    }

    static Finding only(Plan plan) {
        List<Finding> findings = findings(plan);
        if (findings.size() != 1) {
            throw new AssertionError("not one finding: " + findings);
        }
        return findings.get(0);
    }

    static Optional<Finding> of(Plan plan, RuleName rule) {
        return findings(plan).stream().filter(finding -> finding.rule() == rule).findFirst();
    }

    /**
     * A plan with one change that has members beside its change object.
     *
     * @param members such as {@code 'deposed':'0a1b'}, followed by a comma
     */
    static Plan with(String members, String address, String actions, String before, String after) {
        String type = address.split("\\.", -1)[address.split("\\.", -1).length - 2];
        return PlanJson.read(("{'format_version':'1.2','resource_changes':[{" + members + "'address':'" + address
                        + "','type':'" + type + "','change':{'actions':[" + actions + "],'before':" + before
                        + ",'after':" + after + "}}]}")
                .replace('\'', '"'));
    }
}
