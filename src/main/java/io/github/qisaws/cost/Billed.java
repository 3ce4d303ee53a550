package io.github.qisaws.cost;

import io.github.qisaws.catalogue.BillingRule;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ResourceType;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/** A resource with the rule by which it is billed; its attributes are read by the roles that they have in the rule. */
record Billed(Change change, BillingRule rule, Side side) {
    static Optional<Billed> of(Change change, Side side) {
        return Catalogue.OURS
                .find(change.type())
                .flatMap(ResourceType::cost)
                .map(rule -> new Billed(change, rule, side));
    }

    /** The resource of this kind in the same module; empty if there is none. */
    Optional<Billed> beside(Stream<Change> all, BillingRule.Kind kind) {
        return all.filter(side::holds)
                .filter(each -> each.address().modules().equals(change.address().modules()))
                .flatMap(each -> of(each, side).stream())
                .filter(each -> each.rule().kind() == kind)
                .findFirst();
    }

    /** A value that is known, as text. */
    Optional<String> text(String role) {
        return side.text(change, rule.attribute(role));
    }

    Optional<BigDecimal> number(String role) {
        return text(role).filter(text -> text.matches("[0-9]+([.][0-9]+)?")).map(BigDecimal::new);
    }

    boolean is(String role, String expected) {
        return text(role).filter(expected::equals).isPresent();
    }

    /** How many elements have a value for the attribute. */
    long count(String role) {
        return change.attributes().stream()
                .filter(each -> isElement(each, rule.attribute(role)))
                .filter(each -> !side.value(change, each.path()).isAbsent())
                .count();
    }

    private static boolean isElement(Attribute attribute, String path) {
        return attribute.path().contains("[")
                && Catalogue.withoutPositions(attribute.path()).equals(path);
    }
}
