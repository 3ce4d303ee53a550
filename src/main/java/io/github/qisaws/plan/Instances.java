package io.github.qisaws.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Removes the index {@code [0]} where it distinguishes nothing: a resource with {@code count} and one instance. */
final class Instances {
    private static final String FIRST = "[0]";

    private final Set<String> several;

    Instances(List<Change> changes, List<Change> drift) {
        several = Stream.concat(changes.stream(), drift.stream())
                .map(Change::address)
                .filter(address -> !address.key().isEmpty() && !address.key().equals(FIRST))
                .map(Address::withoutKey)
                .collect(Collectors.toSet());
    }

    /** The changes, without the index of resources with one instance. */
    List<Change> named(List<Change> changes) {
        return changes.stream().map(this::named).toList();
    }

    private Change named(Change change) {
        Address address = change.address();
        return address.key().equals(FIRST) && !several.contains(address.withoutKey())
                ? new Change(
                        address.alone(),
                        change.type(),
                        change.action(),
                        change.reason(),
                        change.origin(),
                        change.attributes(),
                        change.concealed())
                : change;
    }
}
