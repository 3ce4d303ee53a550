package io.github.qisaws.restore;

import java.time.Instant;

/**
 * One backup in a vault.
 *
 * @param resource ARN of what was backed up
 * @param kind AWS's word for what that is: EBS, RDS, EFS
 * @param complete false while it is made, expires, or after a failure
 */
public record RecoveryPoint(String arn, String resource, String kind, Instant made, long bytes, boolean complete) {
    /** The last part of the ARN, by which AWS's own lists name it. */
    public String id() {
        return arn.replaceAll(".*[/]", "");
    }
}
