package io.github.qisaws.restore;

import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import java.util.Map;
import java.util.Optional;

/**
 * Whether data can be made from a snapshot and serve an environment. It gets the size and version in the environment file,
 * at the latest when it serves. AWS cannot shrink a volume or the storage of a database, and cannot go back to an older
 * PostgreSQL.
 */
public final class SnapshotFit {
    /** The key of the PostgreSQL version. */
    public static final String VERSION = "database.engine-version";

    /** RDS: the maximum of storage autoscaling is at least 10 % above the present storage. */
    private static final int PERCENT_ABOVE = 110;

    private SnapshotFit() {}

    /**
     * A value of the environment file that does not fit.
     *
     * @param why a sentence without its subject, the snapshot
     * @param wanted the least value that fits: a size, or a major version
     */
    public record Misfit(String key, String why, String wanted) {}

    /**
     * The value that does not fit; empty if all do.
     *
     * @param copy the name of the copy that is made, such as {@code r1}; {@code original} gets its size and version at once
     */
    public static Optional<Misfit> of(Environment environment, Copies copies, String copy, DataSnapshot snapshot) {
        Map<String, Object> values = environment.site().settings().values();
        if (copies.onEfs()) {
            return Optional.empty();
        }
        if (copies.onVolumes()) {
            return storage(values, "data." + copies.content() + "-volume", snapshot);
        }
        boolean atOnce = copy.equals(Copies.ORIGINAL);
        return (atOnce ? storage(values, "database.storage", snapshot) : Optional.<Misfit>empty())
                .or(() -> maximum(values, snapshot))
                .or(() -> version(values.get(VERSION).toString(), snapshot.version(), atOnce));
    }

    private static Optional<Misfit> storage(Map<String, Object> values, String key, DataSnapshot snapshot) {
        int size = number(values, key);
        return size < snapshot.gib()
                ? Optional.of(new Misfit(key, has(snapshot, key, size) + ".", String.valueOf(snapshot.gib())))
                : Optional.empty();
    }

    private static Optional<Misfit> maximum(Map<String, Object> values, DataSnapshot snapshot) {
        String key = "database.maximum-storage";
        int maximum = number(values, key);
        return maximum * 100L < (long) snapshot.gib() * PERCENT_ABOVE
                ? Optional.of(new Misfit(
                        key,
                        has(snapshot, key, maximum) + ", which must be at least 10 % more.",
                        String.valueOf((snapshot.gib() * PERCENT_ABOVE + 99) / 100)))
                : Optional.empty();
    }

    private static String has(DataSnapshot snapshot, String key, int value) {
        return "has " + snapshot.gib() + " GiB, and " + key + " is " + value;
    }

    private static int number(Map<String, Object> values, String key) {
        return ((Number) values.get(key)).intValue();
    }

    private static Optional<Misfit> version(String inFile, String ofSnapshot, boolean atOnce) {
        String reason;
        if (ofSnapshot.isEmpty()) {
            return Optional.empty();
        } else if (!major(inFile).equals(major(ofSnapshot))) {
            reason = "Two major versions need parameter groups of their own.";
        } else if (atOnce && inFile.contains(".") && minor(inFile) < minor(ofSnapshot)) {
            reason = "RDS does not go back to an older version.";
        } else {
            return Optional.empty();
        }
        return Optional.of(new Misfit(
                VERSION,
                "is of PostgreSQL " + ofSnapshot + ", and " + VERSION + " is " + inFile + ". " + reason,
                major(ofSnapshot)));
    }

    private static String major(String version) {
        return version.replaceAll("\\..*", "");
    }

    private static int minor(String version) {
        return Integer.parseInt(version.replaceAll("^[^.]*\\.|[^0-9.].*", "").replaceAll("\\..*", ""));
    }
}
