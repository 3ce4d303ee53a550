package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ResourceType;
import io.github.qisaws.catalogue.Safeguard;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.text.Listing;
import java.util.List;
import java.util.stream.Stream;

/** Resources that others reach or use, and that will be gone for some time or for good. One finding for all of them. */
final class RemovedServices implements Rule {
    private static final int SHOWN = 6;

    @Override
    public Stream<Finding> judge(Case subject) {
        List<Change> removed = subject.changes()
                .filter(change -> isGone(subject, change))
                .filter(RemovedServices::isService)
                .filter(change -> subject.stateful().loss(change).isEmpty())
                .filter(change -> !subject.policy().allowedDestroys().contains(change.name()))
                .toList();
        return removed.isEmpty() ? Stream.empty() : Stream.of(finding(removed));
    }

    /** A new image replaces servers of a component one by one; {@link WebTier} judges whether others serve meanwhile. */
    private static boolean isGone(Case subject, Change change) {
        return change.action() == Action.DELETE
                || change.action().forgets()
                || (change.action() == Action.REPLACE && !subject.isOurs(change));
    }

    private static boolean isService(Change change) {
        return Refill.of(change)
                || Catalogue.OURS
                        .find(change.type())
                        .flatMap(ResourceType::guards)
                        .filter(Safeguard.SERVICE::equals)
                        .isPresent();
    }

    private static Finding finding(List<Change> removed) {
        return Finding.of(
                RuleName.SERVICE_REMOVED,
                Level.WARN,
                "",
                "Will be destroyed, replaced, or removed from state: "
                        + Listing.first(
                                SHOWN, removed.stream().map(ResourceWords::of).toList())
                        + ".",
                "Check that nothing else uses " + (removed.size() == 1 ? "it." : "them."));
    }
}
