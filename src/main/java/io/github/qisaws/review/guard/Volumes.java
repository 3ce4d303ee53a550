package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/** Storage that would shrink: Terraform plans it as an update in place, but AWS rejects it during the apply. */
final class Volumes implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.changes()
                .filter(change -> change.action() == Action.UPDATE)
                .flatMap(change -> Meanings.all(change, AttributeMeaning.SIZE)
                        .filter(Attribute::changed)
                        .flatMap(each -> judge(change, each).stream()));
    }

    private static Optional<Finding> judge(Change change, Attribute size) {
        Optional<BigDecimal> old = size.before().number();
        Optional<BigDecimal> fresh = size.after().number();
        if (old.isEmpty()) {
            return Optional.empty();
        }
        return fresh.isEmpty()
                ? Optional.of(undecided(change, size))
                : fresh.filter(now -> now.compareTo(old.get()) < 0).map(now -> finding(change, size));
    }

    private static Finding undecided(Change change, Attribute size) {
        return Finding.of(
                RuleName.VOLUME_SHRINKS,
                Level.WARN,
                change.name(),
                ResourceWords.first(change) + ": the new value of " + size.path() + " (now "
                        + size.before().text() + ") is not known, so it could shrink.",
                "Set the size to a value that is known before the apply.");
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
