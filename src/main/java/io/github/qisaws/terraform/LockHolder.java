package io.github.qisaws.terraform;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The owner of a state lock; fields are empty if the lock does not contain them.
 *
 * @param id lock ID, as required by {@code force-unlock}
 * @param created time in Terraform's format
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

    /** Parses the "Lock Info" of an error message, which is the only source of this information. */
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
                : "unknown, because the lock cannot be read";
    }
}
