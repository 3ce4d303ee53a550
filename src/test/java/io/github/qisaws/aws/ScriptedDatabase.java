package io.github.qisaws.aws;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account with one database, whose next states a test sets; the last state stays. */
public class ScriptedDatabase implements DatabaseAccount {
    public static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
    private static final String ID = "qis-database-staging";

    /** The changes that were made in the account, in order. */
    public final List<String> changes = new ArrayList<>();

    public final List<Snapshot> snapshots = new ArrayList<>();
    public final Deque<Database> next = new ArrayDeque<>();
    public Optional<Database> database = Optional.of(database("16.10", "available", "in-sync"));
    public String snapshotStatus = "available";
    public Map<String, String> defaults = Map.of("17", "17.6");
    public List<String> targets = List.of("16.11", "17.6", "17.10", "18.1");

    public static Database database(String version, String status, String parameters) {
        return new Database(ID, version, status, "qis-database-" + version.substring(0, 2) + "-staging", parameters);
    }

    /** A snapshot of version 16.10 that was started some minutes ago. */
    public static Snapshot snapshot(String status, int minutes) {
        return new Snapshot(
                ID + "-v16-10-20260101-07" + (60 - minutes) + "00",
                "16.10",
                status,
                100,
                Optional.of(NOW.minusSeconds(60L * minutes)));
    }

    @Override
    public Optional<Database> database(String identifier) {
        database = Optional.ofNullable(next.poll()).or(() -> database);
        return database.filter(found -> found.identifier().equals(identifier));
    }

    @Override
    public List<String> targets(String version) {
        return targets;
    }

    @Override
    public Optional<String> defaultVersion(String major) {
        return Optional.ofNullable(defaults.get(major));
    }

    @Override
    public List<Snapshot> snapshots(String identifier) {
        return List.copyOf(snapshots);
    }

    @Override
    public void takeSnapshot(String identifier, String name) {
        changes.add("snapshot");
        snapshots.add(new Snapshot(name, "16.10", snapshotStatus, 100, Optional.of(NOW)));
    }

    @Override
    public void reboot(String identifier) {
        changes.add("reboot");
        database = database.map(found ->
                new Database(found.identifier(), found.version(), "available", found.parameterGroup(), "in-sync"));
    }
}
