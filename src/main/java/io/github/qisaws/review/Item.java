package io.github.qisaws.review;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.guard.ReplacementReasons;
import io.github.qisaws.review.guard.ResourceWords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One resource that a plan changes, or that was changed outside Terraform.
 *
 * @param loss the irreplaceable data of the resource; empty if it has none
 * @param outside whether the change already happened, outside Terraform
 */
public record Item(Change change, Optional<String> loss, boolean outside) {
    static Item planned(Change change, Optional<String> loss) {
        return new Item(change, loss, false);
    }

    static Item outside(Change change, Optional<String> loss) {
        return new Item(change, loss, true);
    }

    /** The resource and its change, without a period: {@code data volume "database" will be destroyed}. */
    public String sentence() {
        return ResourceWords.of(change) + " " + (outside ? past() : future());
    }

    private String past() {
        return switch (change.action()) {
            case DELETE -> "was deleted";
            case UPDATE -> "was changed";
            default -> future();
        };
    }

    private String future() {
        Stream<String> moved =
                change.origin().previousAddress().map(from -> "will be moved from " + from.text()).stream();
        Stream<String> imported = change.origin().importId().map(id -> "will be imported (" + id + ")").stream();
        Stream<String> action = Stream.of(change)
                .filter(each -> each.action().changesSomething())
                .map(ResourceWords::will);
        String all =
                Stream.of(moved, imported, action).flatMap(Function.identity()).collect(Collectors.joining(" and "));
        return (all.isEmpty() ? change.action().words() : all) + remark();
    }

    /** The reason of a replacement; for an update, that the values of the plan do not show what it changes. */
    private String remark() {
        if (change.action().isReplacement()) {
            return ReplacementReasons.why(change);
        }
        boolean known = !change.attributes().isEmpty();
        return change.action() == Action.UPDATE && known && differences().isEmpty()
                ? " (no value in the plan differs; it may be a sensitivity mark or the format of a number)"
                : "";
    }

    /** Whether there is anything to show: Terraform also reports changes outside in which no value differs. */
    boolean isVisible() {
        return change.action() != Action.UPDATE || !differences().isEmpty();
    }

    /**
     * The changed attributes, those that force a replacement first. Empty for a resource that is created or destroyed,
     * because all its attributes change. Attributes of a replaced resource whose new value is unknown or absent are left
     * out, and so is {@code tags_all} where it repeats {@code tags}.
     */
    public List<Attribute> differences() {
        return switch (change.action()) {
            case UPDATE, REPLACE, REPLACE_CREATING_FIRST, REPLACE_FORGETTING, UNKNOWN ->
                change.changed()
                        .filter(this::isTelling)
                        .sorted(Comparator.comparing((Attribute each) -> !each.replaces()))
                        .toList();
            case NO_OP, READ, CREATE, DELETE, FORGET -> List.of();
        };
    }

    private boolean isTelling(Attribute attribute) {
        if (attribute.path().startsWith("tags_all")) {
            String plain = "tags" + attribute.path().substring("tags_all".length());
            return change.attribute(plain).filter(Attribute::changed).isEmpty();
        }
        boolean settledLater =
                attribute.after().isUnknown() || attribute.after().isAbsent();
        return attribute.replaces() || !(change.action().isReplacement() && settledLater);
    }
}
