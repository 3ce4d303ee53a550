package io.github.qisaws.aws;

import java.time.Duration;
import java.time.Instant;

/**
 * A recovery point in a backup vault.
 *
 * @param vault name of the vault
 * @param resource ARN of the backed-up resource
 * @param kind AWS Backup's name for the resource type: EBS, RDS, EFS
 * @param bytes size in bytes
 * @param complete false while the backup runs or expires, or if it failed
 * @param role ARN of the IAM role that made the backup, and that can restore it
 */
public record RecoveryPoint(
        String arn,
        String vault,
        String resource,
        String kind,
        Instant made,
        long bytes,
        boolean complete,
        String role) {
    /** Automatic backups are daily; one is late by some hours, depending on the amount of data. */
    private static final Duration FRESH = Duration.ofHours(30);

    /** Whether a backup is new enough for a file system that is destroyed. */
    public static boolean isFresh(Instant made, Instant now) {
        return made.isAfter(now.minus(FRESH));
    }
}
