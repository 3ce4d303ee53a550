package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.Set;
import java.util.stream.Stream;

/** Storage that is to shrink: Terraform plans it as a harmless update, and AWS then refuses. */
final class Volumes implements Rule {
    private static final Set<String> SIZES = Set.of("size", "volume_size", "allocated_storage");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.changes()
                .filter(change -> change.action() == Action.UPDATE)
                .flatMap(change -> change.changed()
                        .filter(each -> SIZES.contains(each.name()) && shrinks(each))
                        .map(each -> finding(change, each)));
    }

    private static boolean shrinks(Attribute size) {
        return size.before().kind() == Value.Kind.NUMBER
                && size.after().kind() == Value.Kind.NUMBER
                && Double.parseDouble(size.after().text())
                        < Double.parseDouble(size.before().text());
    }

    private static Finding finding(Change change, Attribute size) {
        return Finding.of(
                RuleName.VOLUME_SHRINKS,
                Level.BLOCK,
                change.name(),
                ResourceWords.capital(ResourceWords.of(change)) + " is to shrink from "
                        + size.before().text() + " to " + size.after().text()
                        + " GiB. AWS refuses that, so the apply would stop half-way.",
                "Keep its size, or move the data to a new, smaller volume.");
    }
}
