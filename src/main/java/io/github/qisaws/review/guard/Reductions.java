package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ResourceType;
import io.github.qisaws.catalogue.Safeguard;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Encryption, deletion protection, backups, and public access blocks that are weakened or removed. */
final class Reductions implements Rule {
    /** Ways in which a changed value weakens a resource. */
    private enum Worse {
        OFF,
        ON,
        SWITCHED_OFF,
        GONE,
        FEWER,
        OPTIONAL,
        DISABLED,
        PUBLIC;

        boolean happens(Value before, Value after) {
            return switch (this) {
                case OFF -> after.is("false") && !before.is("false");
                case ON -> after.is("true") && !before.is("true");
                case SWITCHED_OFF -> before.is("true") && (after.is("false") || after.isAbsent());
                case GONE -> !before.isAbsent() && !before.is("") && (after.isAbsent() || after.is(""));
                case FEWER -> isLess(before, after);
                case OPTIONAL -> after.is("optional");
                case DISABLED -> after.is("DISABLED") || after.is("Suspended") || after.is("Disabled");
                case PUBLIC -> after.text().startsWith("public-") || after.is("authenticated-read");
            };
        }
    }

    private record Watched(RuleName rule, Level level, Worse worse) {}

    private static final Watched UNENCRYPTED = new Watched(RuleName.ENCRYPTION_REDUCED, Level.BLOCK, Worse.OFF);
    private static final Watched UNPROTECTED = new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.SWITCHED_OFF);
    private static final Watched SHORTENED = new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.FEWER);

    /** The meanings without an entry belong to other rules. */
    private static final Map<AttributeMeaning, Watched> WATCHED = Map.ofEntries(
            Map.entry(AttributeMeaning.ENCRYPTION, UNENCRYPTED),
            Map.entry(
                    AttributeMeaning.ENCRYPTION_KEY, new Watched(RuleName.ENCRYPTION_REDUCED, Level.WARN, Worse.GONE)),
            Map.entry(AttributeMeaning.PROTECTION, UNPROTECTED),
            Map.entry(AttributeMeaning.DELETION_PROTECTION, UNPROTECTED),
            Map.entry(AttributeMeaning.FORCED_DELETION, new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.ON)),
            Map.entry(AttributeMeaning.DELETION_WINDOW, SHORTENED),
            Map.entry(
                    AttributeMeaning.METADATA_TOKENS,
                    new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.OPTIONAL)),
            Map.entry(AttributeMeaning.STATUS, new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.DISABLED)),
            Map.entry(AttributeMeaning.BACKUP, new Watched(RuleName.BACKUP_REDUCED, Level.WARN, Worse.SWITCHED_OFF)),
            Map.entry(AttributeMeaning.BACKUP_STATE, new Watched(RuleName.BACKUP_REDUCED, Level.WARN, Worse.DISABLED)),
            Map.entry(AttributeMeaning.BACKUP_RETENTION, new Watched(RuleName.BACKUP_REDUCED, Level.WARN, Worse.FEWER)),
            Map.entry(
                    AttributeMeaning.PUBLIC_ACCESS_BLOCK, new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.OFF)),
            Map.entry(AttributeMeaning.PUBLIC_ACL, new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.PUBLIC)),
            Map.entry(AttributeMeaning.PUBLIC_ADDRESS, new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.ON)));

    private static final Map<Safeguard, RuleName> SAFEGUARDS = Map.of(
            Safeguard.PROTECTION, RuleName.PROTECTION_REDUCED,
            Safeguard.ENCRYPTION, RuleName.ENCRYPTION_REDUCED,
            Safeguard.PRIVACY, RuleName.PUBLIC_STORAGE,
            Safeguard.BACKUP, RuleName.BACKUP_REDUCED);

    @Override
    public Stream<Finding> judge(Case subject) {
        return Stream.concat(
                subject.written().flatMap(Reductions::weakened),
                subject.changes()
                        .filter(change -> change.action() == Action.DELETE || change.action() == Action.FORGET)
                        .flatMap(change -> removed(change).stream()));
    }

    /** One finding for each rule, with all its attributes. */
    private static Stream<Finding> weakened(Change change) {
        Map<Watched, List<Attribute>> worse = new LinkedHashMap<>();
        change.changed().forEach(each -> {
            Watched watched = WATCHED.get(Meanings.of(change, each));
            if (watched != null
                    && watched.worse().happens(each.before(), each.after())
                    && !isPlainDefault(change, each)) {
                worse.computeIfAbsent(watched, same -> new ArrayList<>()).add(each);
            }
        });
        return worse.entrySet().stream().map(entry -> finding(change, entry.getKey(), entry.getValue()));
    }

    /** A new resource that sets the default of AWS explicitly weakens nothing. */
    private static boolean isPlainDefault(Change change, Attribute attribute) {
        boolean isNew = attribute.before().isAbsent() && change.action() == Action.CREATE;
        return isNew && Meanings.of(change, attribute) == AttributeMeaning.STATUS;
    }

    private static Finding finding(Change change, Watched watched, List<Attribute> attributes) {
        boolean none = watched.rule() == RuleName.BACKUP_REDUCED
                && attributes.stream().anyMatch(each -> each.after().is("0"));
        String words = attributes.stream().map(Reductions::difference).collect(Collectors.joining("; "));
        return Finding.of(
                watched.rule(),
                none ? Level.BLOCK : watched.level(),
                change.name(),
                ResourceWords.first(change) + ": " + words + ".",
                fix(watched.rule()));
    }

    private static String fix(RuleName rule) {
        return "Revert the change, or accept rule " + rule.id() + " with a reason in the environment file.";
    }

    private static String difference(Attribute attribute) {
        String from = attribute.before().isAbsent() ? "" : attribute.before().text() + " → ";
        String to = attribute.after().isAbsent() ? "(none)" : attribute.after().text();
        return attribute.path() + " " + from + to;
    }

    private static Optional<Finding> removed(Change change) {
        return Catalogue.OURS
                .find(change.type())
                .flatMap(ResourceType::guards)
                .map(SAFEGUARDS::get)
                .map(rule -> Finding.of(
                        rule,
                        Level.WARN,
                        change.name(),
                        ResourceWords.first(change) + " " + change.action().words() + ".",
                        fix(rule)));
    }

    private static boolean isLess(Value before, Value after) {
        if (before.kind() != Value.Kind.NUMBER || before.text().length() > 9) {
            return after.is("0");
        }
        double old = Double.parseDouble(before.text());
        return after.isAbsent() || (after.kind() == Value.Kind.NUMBER && Double.parseDouble(after.text()) < old);
    }
}
