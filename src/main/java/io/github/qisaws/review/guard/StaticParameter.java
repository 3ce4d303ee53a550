package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A parameter of an RDS parameter group that takes effect only at a reboot, with its changed value. */
record StaticParameter(String name, String before, String after) {
    private static final String NONE = "(default)";

    boolean isNumeric() {
        return before.matches("\\d{1,9}") && after.matches("\\d{1,9}");
    }

    /** The changed static parameters of a group. */
    static Stream<StaticParameter> changed(Change group) {
        return names(group)
                .map(name -> new StaticParameter(
                        name,
                        value(group, name, Attribute::before).orElse(NONE),
                        value(group, name, Attribute::after).orElse(NONE)))
                .filter(each -> !each.before().equals(each.after()));
    }

    private static Stream<String> names(Change group) {
        return group.attributes().stream()
                .filter(each -> each.path().endsWith("].apply_method")
                        && (each.before().is("pending-reboot") || each.after().is("pending-reboot")))
                .flatMap(each -> Stream.<Function<Attribute, Value>>of(Attribute::before, Attribute::after)
                        .flatMap(side -> group.attribute(each.parent() + ".name").map(side).stream()))
                .filter(Value::isKnown)
                .map(Value::raw)
                .distinct();
    }

    /** The value of a parameter on one side; the position in the list can differ between the sides. */
    private static Optional<String> value(Change group, String name, Function<Attribute, Value> side) {
        return group.attributes().stream()
                .filter(each ->
                        each.path().endsWith("].name") && side.apply(each).is(name))
                .flatMap(each -> group.attribute(each.parent() + ".value").stream())
                .map(each -> side.apply(each).text())
                .findFirst();
    }
}
