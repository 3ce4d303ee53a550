package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.plan.Value;
import java.util.Map;

/** Which rule a changed value violates, and how it must change for that. */
record Watched(RuleName rule, Level level, Worse worse) {
    private static final Watched UNPROTECTED = warn(RuleName.PROTECTION_REDUCED, Worse.SWITCHED_OFF);
    private static final Watched PUBLIC = new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.PUBLIC);
    private static final Watched REPLACED = note(RuleName.VALUE_REPLACED, Worse.OTHER);
    private static final Watched VALUE = warn(RuleName.VALUE_REPLACED, Worse.OTHER);
    private static final Watched OPENED = warn(RuleName.OPEN_TO_WORLD, Worse.OPENED);

    /** The meanings without an entry belong to other rules. */
    private static final Map<AttributeMeaning, Watched> BY_MEANING = Map.ofEntries(
            Map.entry(AttributeMeaning.ENCRYPTION, new Watched(RuleName.ENCRYPTION_REDUCED, Level.BLOCK, Worse.OFF)),
            Map.entry(AttributeMeaning.ENCRYPTION_KEY, warn(RuleName.ENCRYPTION_REDUCED, Worse.OTHER_KEY)),
            Map.entry(AttributeMeaning.PERMISSIONS_BOUNDARY, warn(RuleName.IAM_BROADENED, Worse.GONE)),
            Map.entry(AttributeMeaning.SHARED_WITH, warn(RuleName.IAM_BROADENED, Worse.GIVEN)),
            Map.entry(AttributeMeaning.LONG_LIVED_KEY, note(RuleName.IAM_BROADENED, Worse.GIVEN)),
            Map.entry(AttributeMeaning.RETENTION, warn(RuleName.RETENTION_REDUCED, Worse.SHORTER)),
            Map.entry(AttributeMeaning.EXPIRY, warn(RuleName.RETENTION_REDUCED, Worse.SOONER)),
            Map.entry(AttributeMeaning.RETENTION_DOCUMENT, warn(RuleName.RETENTION_REDUCED, Worse.OTHER)),
            Map.entry(AttributeMeaning.BACKUP_SCHEDULE, warn(RuleName.BACKUP_REDUCED, Worse.OTHER)),
            Map.entry(AttributeMeaning.RISKY_SWITCH, warn(RuleName.PROTECTION_REDUCED, Worse.TURNED_ON)),
            Map.entry(AttributeMeaning.PUBLIC_IP, OPENED),
            Map.entry(AttributeMeaning.REACHABLE, OPENED),
            Map.entry(AttributeMeaning.PRIVATE, warn(RuleName.OPEN_TO_WORLD, Worse.SWITCHED_OFF)),
            Map.entry(AttributeMeaning.RUNS_AS, note(RuleName.IAM_BROADENED, Worse.OTHER)),
            Map.entry(AttributeMeaning.FENCE, warn(RuleName.PROTECTION_REDUCED, Worse.GONE)),
            Map.entry(AttributeMeaning.STRENGTH, warn(RuleName.PROTECTION_REDUCED, Worse.FEWER)),
            Map.entry(AttributeMeaning.LOGGING, note(RuleName.PROTECTION_REDUCED, Worse.OTHER)),
            Map.entry(AttributeMeaning.LISTENER_ACTION, warn(RuleName.PROTECTION_REDUCED, Worse.UNAUTHENTICATED)),
            Map.entry(AttributeMeaning.FLEET_MAXIMUM, warn(RuleName.SERVICE_REMOVED, Worse.ZERO)),
            Map.entry(AttributeMeaning.FLEET_MINIMUM, note(RuleName.SERVICE_REMOVED, Worse.ZERO)),
            Map.entry(AttributeMeaning.SERVING, warn(RuleName.SERVICE_REMOVED, Worse.ZERO)),
            Map.entry(AttributeMeaning.PROTECTION, UNPROTECTED),
            Map.entry(AttributeMeaning.DELETION_PROTECTION, UNPROTECTED),
            Map.entry(AttributeMeaning.FORCED_DELETION, warn(RuleName.PROTECTION_REDUCED, Worse.ON)),
            Map.entry(AttributeMeaning.DELETION_WINDOW, warn(RuleName.PROTECTION_REDUCED, Worse.FEWER)),
            Map.entry(AttributeMeaning.METADATA_TOKENS, warn(RuleName.PROTECTION_REDUCED, Worse.OPTIONAL)),
            Map.entry(AttributeMeaning.METADATA_HOPS, note(RuleName.PROTECTION_REDUCED, Worse.MORE_HOPS)),
            Map.entry(AttributeMeaning.STATUS, warn(RuleName.PROTECTION_REDUCED, Worse.DISABLED)),
            Map.entry(AttributeMeaning.BACKUP, warn(RuleName.BACKUP_REDUCED, Worse.SWITCHED_OFF)),
            Map.entry(AttributeMeaning.BACKUP_STATE, warn(RuleName.BACKUP_REDUCED, Worse.DISABLED)),
            Map.entry(AttributeMeaning.BACKUP_RETENTION, warn(RuleName.BACKUP_REDUCED, Worse.FEWER)),
            Map.entry(
                    AttributeMeaning.PUBLIC_ACCESS_BLOCK, new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.OFF)),
            Map.entry(AttributeMeaning.PUBLIC_ACL, PUBLIC),
            Map.entry(AttributeMeaning.PUBLIC_ADDRESS, new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.OPENED)),
            Map.entry(AttributeMeaning.VERSION, warn(RuleName.DOWNGRADE, Worse.OLDER)),
            Map.entry(AttributeMeaning.KIND, warn(RuleName.DOWNGRADE, Worse.OTHER)),
            Map.entry(AttributeMeaning.CAPACITY, note(RuleName.DOWNGRADE, Worse.FEWER)),
            Map.entry(AttributeMeaning.REDUNDANCY, note(RuleName.DOWNGRADE, Worse.SWITCHED_OFF)),
            Map.entry(AttributeMeaning.VALUE, VALUE),
            Map.entry(AttributeMeaning.CONTENT, REPLACED),
            Map.entry(AttributeMeaning.CREDENTIAL, REPLACED),
            Map.entry(AttributeMeaning.TARGET, REPLACED));

    /** What a changed attribute of this meaning can violate; null if other rules judge it. */
    static Watched of(AttributeMeaning meaning, Value after) {
        if (meaning == AttributeMeaning.SHARED_WITH && PUBLIC.worse().happens(Value.ABSENT, after)) {
            return PUBLIC;
        }
        if (meaning == AttributeMeaning.CONTENT && (after.isAbsent() || after.is(""))) {
            return VALUE;
        }
        return BY_MEANING.get(meaning);
    }

    private static Watched warn(RuleName rule, Worse worse) {
        return new Watched(rule, Level.WARN, worse);
    }

    private static Watched note(RuleName rule, Worse worse) {
        return new Watched(rule, Level.NOTE, worse);
    }
}
