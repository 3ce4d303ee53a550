package io.github.qisaws.aws;

import java.time.Instant;

/**
 * A snapshot of a data volume or of a database on RDS.
 *
 * @param id by which AWS makes a copy of it
 * @param content {@code database} or {@code images}
 * @param made when it was started
 * @param complete whether a copy can be made of it
 * @param gib size of the volume or of the storage in GiB
 * @param version PostgreSQL version of a database on RDS; empty for a volume
 * @param moment the same for snapshots that were taken at the same moment; empty if unknown
 */
public record DataSnapshot(
        String id, String content, Instant made, boolean complete, int gib, String version, String moment) {
    /** One line for a list. */
    public String line() {
        return "%s  %-8s  %6d GiB  %s%s%s"
                .formatted(
                        made,
                        content,
                        gib,
                        id,
                        version.isEmpty() ? "" : "  PostgreSQL " + version,
                        complete ? "" : "  (incomplete)");
    }
}
