package io.github.qisaws.review.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every rule of the guard; the names are published, so one never changes its meaning. */
public enum RuleName {
    DESTROYS_DATA("Data is destroyed", true),
    REPLACES_DATA("Data is destroyed by a replacement", true),
    FORGETS_DATA("Data leaves Terraform's care", true),
    RENAMED_WITHOUT_MOVED("Renamed without a moved block", true),
    UNKNOWN_ACTION("An action that qis-aws does not know", true),
    PLAN_INCOMPLETE("The plan is not whole", false),
    MANY_DESTROYS("Many resources are destroyed at once", false),
    OPEN_TO_WORLD("A port is opened to the world", false),
    PUBLIC_STORAGE("Storage becomes public", false),
    ENCRYPTION_REDUCED("Encryption is reduced", false),
    PROTECTION_REDUCED("Protection is reduced", false),
    BACKUP_REDUCED("Backup is reduced", false),
    IAM_BROADENED("Permissions are broadened", false),
    UNENCRYPTED_TRAFFIC("Traffic goes unencrypted", false),
    WEB_DOWNTIME("The whole web tier is away for a while", false),
    DATABASE_CONNECTIONS("More web servers than the database has connections for", false),
    VOLUME_SHRINKS("A volume is to shrink", false),
    UNDOES_OUTSIDE_CHANGES("Changes made outside Terraform are undone", false),
    CHECK_FAILED("A check did not pass", false),
    ORGANISATION_POLICY("A policy of the organisation is not met", false);

    private final String title;
    private final boolean liftedByAddress;

    RuleName(String title, boolean liftedByAddress) {
        this.title = title;
        this.liftedByAddress = liftedByAddress;
    }

    /** As written in environment files and on the command line, such as {@code open-to-world}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    /**
     * Whether only naming the exact address lifts it; the environment file cannot, or a line in a file that nobody
     * reads again would allow every later loss.
     */
    public boolean liftedByAddress() {
        return liftedByAddress;
    }

    public static Optional<RuleName> byId(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
