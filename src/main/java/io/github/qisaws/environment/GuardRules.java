package io.github.qisaws.environment;

import java.util.List;

/** Guard rules that an environment file can name; a test compares them with the guard's own list. */
public final class GuardRules {
    public static final List<String> ACCEPTABLE = List.of(
            "unjudged-type",
            "runs-program",
            "service-removed",
            "retention-reduced",
            "value-replaced",
            "downgrade",
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
            "database-restart",
            "volume-shrinks",
            "subnet-in-use",
            "deletion-protected",
            "last-copy",
            "cache-single-zone",
            "undoes-outside-changes",
            "check-failed",
            "organisation-policy",
            "not-offered",
            "name-taken",
            "quota-exceeded",
            "image-unusable",
            "snapshot-unusable",
            "certificate-unusable",
            "key-unusable",
            "network-unusable",
            "state-bucket",
            "rollout-failed",
            "clock-skew",
            "not-asked");

    /** Rules that cannot be accepted in a file, because the entry would allow every later data loss unnoticed. */
    public static final List<String> ONLY_BY_ADDRESS =
            List.of("destroys-data", "replaces-data", "forgets-data", "renamed-without-moved", "unknown-action");

    /** Covers all policies of the organization; without an address, one entry would accept all of them. */
    static final String OF_ORGANISATION = "organisation-policy";

    private GuardRules() {}
}
