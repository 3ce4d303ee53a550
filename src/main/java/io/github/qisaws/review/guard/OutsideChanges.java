package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes made outside Terraform that the plan would revert. */
final class OutsideChanges implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        Map<String, Change> planned = new HashMap<>();
        subject.changes().forEach(change -> planned.put(change.name(), change));
        List<Finding> findings = new ArrayList<>();
        for (Change drift : subject.plan().drift()) {
            Change change = planned.get(drift.name());
            if (change != null && drift.action() == Action.DELETE) {
                findings.add(vanished(subject, drift));
            } else if (change != null) {
                undone(subject, drift, change, findings);
            }
        }
        return findings.stream();
    }

    private static void undone(Case subject, Change drift, Change change, List<Finding> findings) {
        Map<String, Value> original =
                drift.changed().collect(Collectors.toMap(Attribute::path, Attribute::before, (first, second) -> first));
        String paths = change.changed()
                .filter(each -> each.after().equals(original.get(each.path())))
                .map(Attribute::path)
                .filter(path -> !path.startsWith("tags_all"))
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
        if (!paths.isEmpty()) {
            findings.add(finding(
                    Level.WARN,
                    change,
                    "This plan reverts changes made outside Terraform: " + paths + ".",
                    "To keep them, update the " + (subject.isOurs() ? "environment file" : "configuration")
                            + " first."));
        }
    }

    private static Finding vanished(Case subject, Change drift) {
        boolean holdsData = subject.stateful().loss(drift).isPresent();
        return finding(
                Level.WARN,
                drift,
                ResourceWords.first(drift) + " was deleted outside Terraform and will be created again"
                        + (holdsData ? ", empty. Its data is already lost." : "."),
                holdsData
                        ? "Restore it from a backup and import it before you apply."
                        : "Find out why it was deleted before you apply.");
    }

    private static Finding finding(Level level, Change change, String words, String fix) {
        return Finding.of(RuleName.UNDOES_OUTSIDE_CHANGES, level, change.name(), words, fix);
    }
}
