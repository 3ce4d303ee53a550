package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Protecting settings, such as the database parameter that requires TLS, that are switched off or removed. */
final class Settings implements Rule {
    private static final Set<String> OFF = Set.of("", "0", "off", "false", "disabled", "none", "no");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(change -> Catalogue.OURS.watches(change.type(), AttributeMeaning.SETTING_NAME))
                .flatMap(Settings::weakened);
    }

    private static Stream<Finding> weakened(Change change) {
        Map<String, Value> before = settings(change, Attribute::before);
        Map<String, Value> after = settings(change, Attribute::after);
        return Catalogue.OURS.protectingSettings().stream()
                .filter(name -> isWeaker(before.get(name), after.get(name)))
                .map(name -> finding(change, name, after.get(name)));
    }

    /** A setting that is not in the plan has the default of AWS, which differs between engines and versions. */
    private static boolean isWeaker(Value before, Value after) {
        boolean wasOff = before != null && isOff(before);
        boolean isOff = after == null ? before != null : isOff(after);
        return isOff && !wasOff;
    }

    private static boolean isOff(Value value) {
        return OFF.contains(value.raw().toLowerCase(Locale.ROOT));
    }

    /** The settings of one side, by their names in lower case. */
    private static Map<String, Value> settings(Change change, Function<Attribute, Value> side) {
        Map<String, Value> settings = new HashMap<>();
        Meanings.all(change, AttributeMeaning.SETTING_NAME)
                .filter(each -> side.apply(each).isKnown())
                .forEach(each ->
                        settings.put(side.apply(each).raw().toLowerCase(Locale.ROOT), valueBeside(change, each, side)));
        return settings;
    }

    private static Value valueBeside(Change change, Attribute name, Function<Attribute, Value> side) {
        return Meanings.all(change, AttributeMeaning.SETTING_VALUE)
                .filter(each -> each.parent().equals(name.parent()))
                .map(side)
                .filter(value -> !value.isAbsent())
                .findFirst()
                .orElse(Value.ABSENT);
    }

    private static Finding finding(Change change, String name, Value after) {
        String what =
                after == null ? " is no longer set" : after.isUnknown() ? " has an unknown value" : " is switched off";
        return Finding.of(
                RuleName.PROTECTION_REDUCED,
                Level.WARN,
                change.name(),
                ResourceWords.first(change) + ": " + name + what + ".",
                "Set it to its protecting value.");
    }
}
