package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.stream.Stream;

/** Storage that would shrink: Terraform plans it as an update in place, but AWS rejects it during the apply. */
final class Volumes implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.changes()
                .filter(change -> change.action() == Action.UPDATE)
                .flatMap(change -> change.changed()
                        .filter(each -> Meanings.of(change, each) == AttributeMeaning.SIZE && shrinks(each))
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
                ResourceWords.first(change) + " would shrink from "
                        + size.before().text() + " to " + size.after().text()
                        + " GiB. AWS cannot shrink it, so the apply would fail.",
                "Keep the size, or move the data to a new, smaller volume.");
    }
}
