package io.github.qisaws.environment;

import java.util.List;

/** The guard's rules as an environment file may name them; a test holds them to those of the guard. */
public final class GuardRules {
    public static final List<String> ACCEPTABLE = List.of(
            "plan-incomplete",
            "many-destroys",
            "open-to-world",
            "public-storage",
            "encryption-reduced",
            "protection-reduced",
            "backup-reduced",
            "iam-broadened",
            "unencrypted-traffic",
            "web-downtime",
            "database-connections",
            "volume-shrinks",
            "undoes-outside-changes",
            "check-failed",
            "organisation-policy");

    /** A line in a file that nobody reads again would allow every later loss. */
    public static final List<String> ONLY_BY_ADDRESS =
            List.of("destroys-data", "replaces-data", "forgets-data", "renamed-without-moved", "unknown-action");

    /** It stands for as many rules as an organisation has; without an address one line would accept all of them. */
    static final String OF_ORGANISATION = "organisation-policy";

    private GuardRules() {}
}
