package io.github.qisaws.review.guard;

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

/** Encryption, protection, backup and locks against the public that are taken away or weakened. */
final class Reductions implements Rule {
    private static final String FIX = "Undo it, or accept the rule with a reason in the environment file.";

    /** How a value becomes worse. */
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

    private static final Watched UNPROTECTED = new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.SWITCHED_OFF);
    private static final Watched UNENCRYPTED = new Watched(RuleName.ENCRYPTION_REDUCED, Level.BLOCK, Worse.OFF);
    private static final Watched FEWER_BACKUPS = new Watched(RuleName.BACKUP_REDUCED, Level.WARN, Worse.FEWER);
    private static final Watched UNLOCKED = new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.OFF);
    private static final Watched RISKY = new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.ON);

    private static final Map<String, Watched> ATTRIBUTES = Map.ofEntries(
            Map.entry("encrypted", UNENCRYPTED),
            Map.entry("storage_encrypted", UNENCRYPTED),
            Map.entry("at_rest_encryption_enabled", UNENCRYPTED),
            Map.entry("transit_encryption_enabled", UNENCRYPTED),
            Map.entry("kms_key_id", new Watched(RuleName.ENCRYPTION_REDUCED, Level.WARN, Worse.GONE)),
            Map.entry("enable_key_rotation", UNPROTECTED),
            Map.entry("deletion_protection", UNPROTECTED),
            Map.entry("deletion_protection_enabled", UNPROTECTED),
            Map.entry("enable_deletion_protection", UNPROTECTED),
            Map.entry("disable_api_termination", UNPROTECTED),
            Map.entry("disable_api_stop", UNPROTECTED),
            Map.entry("protect_from_scale_in", UNPROTECTED),
            Map.entry("is_enabled", UNPROTECTED),
            Map.entry("skip_final_snapshot", RISKY),
            Map.entry("force_destroy", RISKY),
            Map.entry("force_delete", RISKY),
            Map.entry("http_tokens", new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.OPTIONAL)),
            Map.entry("deletion_window_in_days", new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.FEWER)),
            Map.entry("recovery_window_in_days", new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.FEWER)),
            Map.entry("status", new Watched(RuleName.PROTECTION_REDUCED, Level.WARN, Worse.DISABLED)),
            Map.entry("state", new Watched(RuleName.BACKUP_REDUCED, Level.WARN, Worse.DISABLED)),
            Map.entry("backup_retention_period", FEWER_BACKUPS),
            Map.entry("snapshot_retention_limit", FEWER_BACKUPS),
            Map.entry("delete_after", FEWER_BACKUPS),
            Map.entry("point_in_time_recovery", new Watched(RuleName.BACKUP_REDUCED, Level.WARN, Worse.SWITCHED_OFF)),
            Map.entry("block_public_acls", UNLOCKED),
            Map.entry("block_public_policy", UNLOCKED),
            Map.entry("ignore_public_acls", UNLOCKED),
            Map.entry("restrict_public_buckets", UNLOCKED),
            Map.entry("acl", new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.PUBLIC)),
            Map.entry("publicly_accessible", new Watched(RuleName.PUBLIC_STORAGE, Level.BLOCK, Worse.ON)));

    /** Resources whose only purpose is one of these; without them it is gone. */
    private static final Map<String, RuleName> GUARDIANS = Map.ofEntries(
            Map.entry("aws_s3_bucket_versioning", RuleName.PROTECTION_REDUCED),
            Map.entry("aws_s3_bucket_object_lock_configuration", RuleName.PROTECTION_REDUCED),
            Map.entry("aws_s3_bucket_server_side_encryption_configuration", RuleName.ENCRYPTION_REDUCED),
            Map.entry("aws_s3_bucket_public_access_block", RuleName.PUBLIC_STORAGE),
            Map.entry("aws_s3_bucket_policy", RuleName.PROTECTION_REDUCED),
            Map.entry("aws_dlm_lifecycle_policy", RuleName.BACKUP_REDUCED),
            Map.entry("aws_backup_plan", RuleName.BACKUP_REDUCED),
            Map.entry("aws_backup_selection", RuleName.BACKUP_REDUCED),
            Map.entry("aws_backup_vault_lock_configuration", RuleName.BACKUP_REDUCED),
            Map.entry("aws_efs_backup_policy", RuleName.BACKUP_REDUCED),
            Map.entry("aws_efs_replication_configuration", RuleName.BACKUP_REDUCED),
            Map.entry("aws_flow_log", RuleName.PROTECTION_REDUCED),
            Map.entry("aws_cloudtrail", RuleName.PROTECTION_REDUCED),
            Map.entry("aws_wafv2_web_acl_association", RuleName.PROTECTION_REDUCED));

    @Override
    public Stream<Finding> judge(Case subject) {
        return Stream.concat(
                subject.written().flatMap(Reductions::weakened),
                subject.changes()
                        .filter(change -> change.action() == Action.DELETE || change.action() == Action.FORGET)
                        .flatMap(change -> removed(change).stream()));
    }

    /** One finding for each rule, however many attributes get worse. */
    private static Stream<Finding> weakened(Change change) {
        Map<Watched, List<Attribute>> worse = new LinkedHashMap<>();
        change.changed().forEach(each -> {
            Watched watched = ATTRIBUTES.get(each.name());
            if (watched != null
                    && watched.worse().happens(each.before(), each.after())
                    && !isPlainDefault(change, each)) {
                worse.computeIfAbsent(watched, same -> new ArrayList<>()).add(each);
            }
        });
        return worse.entrySet().stream().map(entry -> finding(change, entry.getKey(), entry.getValue()));
    }

    /** A new resource that says in so many words what AWS does anyway reduces nothing. */
    private static boolean isPlainDefault(Change change, Attribute attribute) {
        boolean isNew = attribute.before().isAbsent() && change.action() == Action.CREATE;
        return isNew && attribute.name().equals("status");
    }

    private static Finding finding(Change change, Watched watched, List<Attribute> attributes) {
        boolean none = watched.rule() == RuleName.BACKUP_REDUCED
                && attributes.stream().anyMatch(each -> each.after().is("0"));
        String words = attributes.stream().map(Reductions::difference).collect(Collectors.joining("; "));
        return Finding.of(
                watched.rule(),
                none ? Level.BLOCK : watched.level(),
                change.name(),
                ResourceWords.capital(ResourceWords.of(change)) + ": " + words + ".",
                FIX);
    }

    private static String difference(Attribute attribute) {
        String from = attribute.before().isAbsent() ? "" : attribute.before().text() + " → ";
        String to = attribute.after().isAbsent() ? "(none)" : attribute.after().text();
        return attribute.path() + " " + from + to;
    }

    private static Optional<Finding> removed(Change change) {
        return Optional.ofNullable(GUARDIANS.get(change.type()))
                .map(rule -> Finding.of(
                        rule,
                        Level.WARN,
                        change.name(),
                        ResourceWords.capital(ResourceWords.of(change)) + " "
                                + change.action().words() + ".",
                        FIX));
    }

    private static boolean isLess(Value before, Value after) {
        if (before.kind() != Value.Kind.NUMBER || before.text().length() > 9) {
            return after.is("0");
        }
        double old = Double.parseDouble(before.text());
        return after.isAbsent() || (after.kind() == Value.Kind.NUMBER && Double.parseDouble(after.text()) < old);
    }
}
