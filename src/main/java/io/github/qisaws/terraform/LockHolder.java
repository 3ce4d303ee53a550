package io.github.qisaws.terraform;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds the state's lock; empty where the lock does not say.
 *
 * @param id what {@code force-unlock} wants
 * @param created when, in the engine's own form
 */
public record LockHolder(String id, String path, String operation, String who, String created) {
    private static final Pattern LINE = Pattern.compile("(?m)^ *(ID|Path|Operation|Who|Created): *(.*?) *$");

    public LockHolder {
        Objects.requireNonNull(id);
        Objects.requireNonNull(path);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(who);
        Objects.requireNonNull(created);
    }

    /** Reads the "Lock Info" of a diagnostic, the only place where an engine tells it. */
    static LockHolder read(String detail) {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = LINE.matcher(detail);
        while (matcher.find()) {
            found.putIfAbsent(matcher.group(1), matcher.group(2));
        }
        return new LockHolder(
                found.getOrDefault("ID", ""),
                found.getOrDefault("Path", ""),
                found.getOrDefault("Operation", ""),
                found.getOrDefault("Who", ""),
                found.getOrDefault("Created", ""));
    }

    public boolean known() {
        return !id.isEmpty();
    }

    @Override
    public String toString() {
        return known()
                ? who + " (" + operation.replace("OperationType", "").toLowerCase(java.util.Locale.ROOT) + " since "
                        + created + ", lock " + id + ")"
                : "somebody whose lock cannot be read";
    }
}
