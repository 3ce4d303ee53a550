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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        TURNED_ON,
        SOONER,
        ZERO,
        OTHER,
        OPTIONAL,
        DISABLED,
        PUBLIC;

        boolean happens(Value before, Value after) {
            return switch (this) {
                case OFF -> (after.is("false") && !before.is("false")) || (before.is("true") && after.isAbsent());
                case ON -> after.is("true") && !before.is("true");
                case SWITCHED_OFF ->
                    (before.is("true") && (after.is("false") || after.isAbsent())) || DISABLED.happens(before, after);
                case GONE -> !before.isAbsent() && !before.is("") && (after.isAbsent() || after.is(""));
                case FEWER -> isLess(before, after);
                case TURNED_ON -> before.is("false") && after.is("true");
                case SOONER -> after.number().isPresent() && (before.isAbsent() || isLess(before, after));
                case ZERO -> after.is("0") && before.isKnown() && !before.is("0");
                case OTHER -> before.isKnown() && !before.is("");
                case OPTIONAL -> after.is("optional") || (before.is("required") && !after.is("required"));
                case DISABLED ->
                    OFF_WORDS.contains(after.raw().toLowerCase(Locale.ROOT))
                            || (ON_WORDS.contains(before.raw().toLowerCase(Locale.ROOT))
                                    && !ON_WORDS.contains(after.raw().toLowerCase(Locale.ROOT)));
                case PUBLIC ->
                    after.raw().startsWith("public-")
                            || after.is("authenticated-read")
                            || after.raw().endsWith("/global/AllUsers")
                            || after.raw().endsWith("/global/AuthenticatedUsers");
            };
        }

        /** Whether nobody can tell before the apply if the change weakens a resource that exists. */
        static boolean isUndecided(Value before, Value after) {
            return after.isUnknown() && before.isKnown() && !before.is("");
        }
    }

    private static final Set<String> OFF_WORDS = Set.of("disabled", "suspended", "inactive");
    private static final Set<String> ON_WORDS = Set.of("enabled", "active", "bucketownerenforced", "compliance");

    private record Watched(RuleName rule, Level level, Worse worse) {}

    private static final Watched UNENCRYPTED = new Watched(RuleName.ENCRYPTION_REDUCED, Level.BLOCK, Worse.OFF);
    private static final Watched UNPROTECTED = new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.SWITCHED_OFF);
    private static final Watched SHORTENED = new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.FEWER);

    /** The meanings without an entry belong to other rules. */
    private static final Map<AttributeMeaning, Watched> WATCHED = Map.ofEntries(
            Map.entry(AttributeMeaning.ENCRYPTION, UNENCRYPTED),
            Map.entry(
                    AttributeMeaning.ENCRYPTION_KEY, new Watched(RuleName.ENCRYPTION_REDUCED, Level.WARN, Worse.GONE)),
            Map.entry(
                    AttributeMeaning.PERMISSIONS_BOUNDARY, new Watched(RuleName.IAM_BROADENED, Level.WARN, Worse.GONE)),
            Map.entry(AttributeMeaning.RETENTION, new Watched(RuleName.RETENTION_REDUCED, Level.WARN, Worse.FEWER)),
            Map.entry(AttributeMeaning.EXPIRY, new Watched(RuleName.RETENTION_REDUCED, Level.WARN, Worse.SOONER)),
            Map.entry(
                    AttributeMeaning.RETENTION_DOCUMENT,
                    new Watched(RuleName.RETENTION_REDUCED, Level.WARN, Worse.OTHER)),
            Map.entry(AttributeMeaning.BACKUP_SCHEDULE, new Watched(RuleName.BACKUP_REDUCED, Level.WARN, Worse.OTHER)),
            Map.entry(
                    AttributeMeaning.RISKY_SWITCH,
                    new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.TURNED_ON)),
            Map.entry(AttributeMeaning.PUBLIC_IP, new Watched(RuleName.OPEN_TO_WORLD, Level.WARN, Worse.ON)),
            Map.entry(AttributeMeaning.SERVING, new Watched(RuleName.SERVICE_REMOVED, Level.WARN, Worse.ZERO)),
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
                subject.written().flatMap(change -> weakened(subject, change)),
                subject.changes()
                        .filter(change -> change.action().removes())
                        .flatMap(change -> removed(change).stream()));
    }

    /** One finding for each rule, with all its attributes. */
    private static Stream<Finding> weakened(Case subject, Change change) {
        Map<Watched, List<Attribute>> worse = new LinkedHashMap<>();
        change.judged().filter(Attribute::changed).forEach(each -> {
            Watched watched = WATCHED.get(Meanings.of(change, each));
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
     * time. Which servers of an environment get a public address follows from its layout.
     */
    private static boolean isPlainDefault(Case subject, Change change, Attribute attribute) {
        if (change.action() != Action.CREATE) {
            return false;
        }
        AttributeMeaning meaning = Meanings.of(change, attribute);
        return meaning == AttributeMeaning.STATUS
                || meaning == AttributeMeaning.EXPIRY
                || (meaning == AttributeMeaning.PUBLIC_IP && subject.isOurs(change));
    }

    private static Finding finding(Change change, Watched watched, List<Attribute> attributes) {
        boolean none = watched.rule() == RuleName.BACKUP_REDUCED
                && attributes.stream().anyMatch(each -> each.after().is("0"));
        String words = attributes.stream().map(Reductions::difference).collect(Collectors.joining("; "));
        boolean undecided = attributes.stream().allMatch(each -> Worse.isUndecided(each.before(), each.after()));
        return Finding.of(
                watched.rule(),
                undecided ? Level.WARN : none ? Level.BLOCK : watched.level(),
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
        return before.number()
                .map(old -> after.isAbsent()
                        || (after.isKnown()
                                && after.number()
                                        .filter(fresh -> fresh.compareTo(old) >= 0)
                                        .isEmpty()))
                .orElse(after.is("0"));
    }
}
