package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ResourceType;
import io.github.qisaws.catalogue.Safeguard;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.text.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Encryption, protection, backups, access, capacity, and stored values that a change of one value makes worse. */
final class Reductions implements Rule {
    /** Without these, AWS deletes a resource on request and keeps no copy. */
    private static final Set<AttributeMeaning> LAST_FENCES = Set.of(
            AttributeMeaning.DELETION_PROTECTION, AttributeMeaning.FORCED_DELETION, AttributeMeaning.BACKUP_RETENTION);

    /** Safeguards of what a resource holds: a new one holds nothing yet. */
    private static final Set<AttributeMeaning> AGAINST_DELETION = Set.of(
            AttributeMeaning.PROTECTION,
            AttributeMeaning.DELETION_PROTECTION,
            AttributeMeaning.FORCED_DELETION,
            AttributeMeaning.DELETION_WINDOW);

    private static final int SHOWN = 6;

    private static final Map<Safeguard, RuleName> SAFEGUARDS = Map.of(
            Safeguard.PROTECTION, RuleName.PROTECTION_REDUCED,
            Safeguard.ENCRYPTION, RuleName.ENCRYPTION_REDUCED,
            Safeguard.PRIVACY, RuleName.PUBLIC_STORAGE,
            Safeguard.BACKUP, RuleName.BACKUP_REDUCED);

    @Override
    public Stream<Finding> judge(Case subject) {
        Stream<Finding> weakened = subject.written().flatMap(change -> weakened(subject, change));
        Stream<Finding> removed = subject.changes()
                .filter(change -> change.action().removes())
                .flatMap(change -> removed(subject, change).stream());
        return Stream.of(weakened, stated(subject).stream(), removed).flatMap(each -> each);
    }

    /** New resources that their configuration leaves without protection from deletion: one note for all of them. */
    private static Optional<Finding> stated(Case subject) {
        List<String> names = subject.written()
                .filter(change -> change.judged()
                        .anyMatch(each ->
                                isStated(change, each) && violated(change, each).isPresent()))
                .map(ResourceWords::of)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        RuleName.PROTECTION_REDUCED,
                        Level.NOTE,
                        "",
                        "Will be created without protection from deletion, as configured: "
                                + Listing.first(SHOWN, names) + ".",
                        "Turn the protection on before data is stored that must not be lost."));
    }

    private static boolean isStated(Change change, Attribute attribute) {
        return change.action() == Action.CREATE && AGAINST_DELETION.contains(Meanings.of(change, attribute));
    }

    /** One finding for each rule, with all its attributes. */
    private static Stream<Finding> weakened(Case subject, Change change) {
        Map<Watched, List<Attribute>> worse = new LinkedHashMap<>();
        change.judged().filter(Attribute::changed).forEach(each -> {
            if (!isPlainDefault(subject, change, each)) {
                violated(change, each).ifPresent(watched -> worse.computeIfAbsent(watched, same -> new ArrayList<>())
                        .add(each));
            }
        });
        return worse.entrySet().stream().map(entry -> finding(subject, change, entry.getKey(), entry.getValue()));
    }

    /** A replacement of a resource that holds data is judged as a whole, so its values are not told again. */
    private static boolean isToldAsLoss(Watched watched, Change change) {
        return watched.rule() == RuleName.VALUE_REPLACED
                && change.action().isReplacement()
                && Catalogue.OURS.loss(change.type()).isPresent();
    }

    /** What a change of the attribute violates, if anything. */
    private static Optional<Watched> violated(Change change, Attribute attribute) {
        return Optional.ofNullable(Watched.of(Meanings.of(change, attribute), attribute.after()))
                .filter(watched -> isWorse(watched.worse(), change, attribute))
                .filter(watched -> !isToldAsLoss(watched, change));
    }

    /** A replacement computes again what the configuration does not set, so an unknown value there says nothing. */
    private static boolean isWorse(Worse worse, Change change, Attribute attribute) {
        return worse.happens(attribute.before(), attribute.after())
                || (change.action() == Action.UPDATE && Worse.isUndecided(attribute.before(), attribute.after()));
    }

    /**
     * A new resource that sets the default of AWS explicitly weakens nothing, nor does a new one that deletes data in
     * time. Which servers of an environment get a public address follows from its layout, and which accounts get its AMIs from
     * its environment file. The files that a component of this project stores are its own.
     */
    private static boolean isPlainDefault(Case subject, Change change, Attribute attribute) {
        AttributeMeaning meaning = Meanings.of(change, attribute);
        if (change.action() != Action.CREATE) {
            return meaning == AttributeMeaning.CONTENT && subject.isOurs(change);
        }
        return isStated(change, attribute)
                || meaning == AttributeMeaning.STATUS
                || meaning == AttributeMeaning.EXPIRY
                || meaning == AttributeMeaning.REACHABLE
                || (subject.isOurs(change)
                        && (meaning == AttributeMeaning.PUBLIC_IP || meaning == AttributeMeaning.SHARED_WITH));
    }

    private static Finding finding(Case subject, Change change, Watched watched, List<Attribute> attributes) {
        boolean none = watched.rule() == RuleName.BACKUP_REDUCED
                && attributes.stream().anyMatch(each -> each.after().is("0"));
        String words = attributes.stream().map(Reductions::difference).collect(Collectors.joining("; "));
        boolean undecided = attributes.stream().allMatch(each -> Worse.isUndecided(each.before(), each.after()));
        return Finding.of(
                watched.rule(),
                undecided && watched.level() == Level.BLOCK ? Level.WARN : none ? Level.BLOCK : watched.level(),
                change.name(),
                ResourceWords.first(change) + ": " + words + "." + nextStep(change, watched, attributes),
                fix(subject, watched.rule()));
    }

    /** A loss in two steps is told at the first one, because the second plan may show only the destruction. */
    private static String nextStep(Change change, Watched watched, List<Attribute> attributes) {
        boolean first = (watched.rule() == RuleName.PROTECTION_REDUCED || watched.rule() == RuleName.BACKUP_REDUCED)
                && change.action() == Action.UPDATE
                && attributes.stream().anyMatch(each -> LAST_FENCES.contains(Meanings.of(change, each)));
        return Catalogue.OURS
                .loss(change.type())
                .filter(loss -> first)
                .map(loss -> " After this apply, a destroy can delete for good: " + loss + ".")
                .orElse("");
    }

    private static String fix(Case subject, RuleName rule) {
        return "Revert the change, or "
                + (subject.isOurs()
                        ? "accept rule " + rule.id() + " with a reason in the environment file."
                        : "make sure that it is intended.");
    }

    private static String difference(Attribute attribute) {
        String from = attribute.before().isAbsent() ? "" : attribute.before().text() + " → ";
        String to = attribute.after().isAbsent() ? "(none)" : attribute.after().text();
        return attribute.path() + " " + from + to;
    }

    private static Optional<Finding> removed(Case subject, Change change) {
        return Catalogue.OURS
                .find(change.type())
                .flatMap(ResourceType::guards)
                .map(SAFEGUARDS::get)
                .map(rule -> Finding.of(
                        rule,
                        Level.WARN,
                        change.name(),
                        ResourceWords.first(change) + " " + change.action().words() + ".",
                        fix(subject, rule)));
    }
}
