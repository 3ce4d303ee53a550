package io.github.qisaws.aws;

import java.time.Instant;

/**
 * A recovery point in a backup vault.
 *
 * @param resource ARN of the backed-up resource
 * @param kind AWS Backup's name for the resource type: EBS, RDS, EFS
 * @param bytes size in bytes
 * @param complete false while the backup runs or expires, or if it failed
 * @param role ARN of the IAM role that made the backup, and that can restore it
 */
public record RecoveryPoint(
        String arn, String resource, String kind, Instant made, long bytes, boolean complete, String role) {}
