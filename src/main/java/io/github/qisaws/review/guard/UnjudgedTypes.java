package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Change;
import io.github.qisaws.text.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resources that will be destroyed, replaced, or removed from state, of types without a row in the catalogue: the guard
 * cannot tell whether they hold data. One finding for all of them, so that the others stay visible.
 */
final class UnjudgedTypes implements Rule {
    private static final int SHOWN = 6;

    @Override
    public Stream<Finding> judge(Case subject) {
        List<Change> unjudged = subject.changes()
                .filter(change -> change.action().removes())
                .filter(change -> Catalogue.OURS.find(change.type()).isEmpty())
                .filter(change -> subject.stateful().loss(change).isEmpty())
                .filter(change -> !subject.policy().allowedDestroys().contains(change.name()))
                .toList();
        return unjudged.isEmpty() ? Stream.empty() : Stream.of(finding(unjudged));
    }

    private static Finding finding(List<Change> unjudged) {
        Map<String, Long> types = unjudged.stream()
                .collect(Collectors.groupingBy(Change::type, LinkedHashMap::new, Collectors.counting()));
        List<String> counted = types.entrySet().stream()
                .map(type -> type.getKey() + (type.getValue() == 1 ? "" : " (" + type.getValue() + ")"))
                .toList();
        return Finding.of(
                RuleName.UNJUDGED_TYPE,
                Level.WARN,
                "",
                ResourceWords.count(unjudged.size(), "resource")
                        + " of a type that qis-aws does not know will be destroyed, replaced, or removed from state: "
                        + Listing.first(SHOWN, counted)
                        + ". The guard cannot tell whether data is lost.",
                unjudged.size() == 1 ? "Check it before you apply." : "Check each of them before you apply.");
    }
}
