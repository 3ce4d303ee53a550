package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ResourceType;
import io.github.qisaws.catalogue.Safeguard;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
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

    private static final Map<Safeguard, RuleName> SAFEGUARDS = Map.of(
            Safeguard.PROTECTION, RuleName.PROTECTION_REDUCED,
            Safeguard.ENCRYPTION, RuleName.ENCRYPTION_REDUCED,
            Safeguard.PRIVACY, RuleName.PUBLIC_STORAGE,
            Safeguard.BACKUP, RuleName.BACKUP_REDUCED);

    @Override
    public Stream<Finding> judge(Case subject) {
        return Stream.concat(
                subject.written().flatMap(change -> weakened(subject, change)),
                subject.changes()
                        .filter(change -> change.action().removes())
                        .flatMap(change -> removed(change).stream()));
    }

    /** One finding for each rule, with all its attributes. */
    private static Stream<Finding> weakened(Case subject, Change change) {
        Map<Watched, List<Attribute>> worse = new LinkedHashMap<>();
        change.judged().filter(Attribute::changed).forEach(each -> {
            Watched watched = Watched.of(Meanings.of(change, each), each.after());
            if (watched != null && isWorse(watched.worse(), change, each) && !isPlainDefault(subject, change, each)) {
                worse.computeIfAbsent(watched, same -> new ArrayList<>()).add(each);
            }
        });
        return worse.entrySet().stream().map(entry -> finding(change, entry.getKey(), entry.getValue()));
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
        return meaning == AttributeMeaning.STATUS
                || meaning == AttributeMeaning.EXPIRY
                || meaning == AttributeMeaning.REACHABLE
                || (subject.isOurs(change)
                        && (meaning == AttributeMeaning.PUBLIC_IP || meaning == AttributeMeaning.SHARED_WITH));
    }

    private static Finding finding(Change change, Watched watched, List<Attribute> attributes) {
        boolean none = watched.rule() == RuleName.BACKUP_REDUCED
                && attributes.stream().anyMatch(each -> each.after().is("0"));
        String words = attributes.stream().map(Reductions::difference).collect(Collectors.joining("; "));
        boolean undecided = attributes.stream().allMatch(each -> Worse.isUndecided(each.before(), each.after()));
        return Finding.of(
                watched.rule(),
                undecided && watched.level() == Level.BLOCK ? Level.WARN : none ? Level.BLOCK : watched.level(),
                change.name(),
                ResourceWords.first(change) + ": " + words + "." + nextStep(change, watched, attributes),
                fix(watched.rule()));
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
}
