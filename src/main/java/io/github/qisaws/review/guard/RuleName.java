package io.github.qisaws.review.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** All rules of the guard. The names are published, so a name never changes its meaning. */
public enum RuleName {
    DESTROYS_DATA("Data will be destroyed", true),
    REPLACES_DATA("Data will be destroyed by a replacement", true),
    FORGETS_DATA("Stateful resource removed from state", true),
    RENAMED_WITHOUT_MOVED("Resource renamed without a moved block", true),
    UNKNOWN_ACTION("Unrecognized action", true),
    UNJUDGED_TYPE("Unfamiliar resource type removed", false),
    RUNS_PROGRAM("Program runs during the apply", false),
    SERVICE_REMOVED("Service removed or stopped", false),
    RETENTION_REDUCED("Retention reduced", false),
    VALUE_REPLACED("Stored value replaced", false),
    DOWNGRADE("Engine or capacity downgraded", false),
    PLAN_INCOMPLETE("Incomplete plan", false),
    MANY_DESTROYS("Too many resources destroyed", false),
    OPEN_TO_WORLD("Port open to the internet", false),
    PUBLIC_STORAGE("Public storage", false),
    ENCRYPTION_REDUCED("Encryption weakened", false),
    PROTECTION_REDUCED("Protection weakened", false),
    BACKUP_REDUCED("Backups reduced", false),
    IAM_BROADENED("IAM permissions broadened", false),
    UNENCRYPTED_TRAFFIC("Unencrypted traffic", false),
    WEB_DOWNTIME("Web tier downtime", false),
    DATABASE_CONNECTIONS("Not enough database connections", false),
    DATABASE_RESTART("Database restart", false),
    VOLUME_SHRINKS("Volume shrinks", false),
    SUBNET_IN_USE("Subnet in use removed", false),
    DELETION_PROTECTED("Protected resource removed", false),
    LAST_COPY("Image files without a recent backup", false),
    CACHE_SINGLE_ZONE("Cache nodes cannot move to one zone", false),
    UNDOES_OUTSIDE_CHANGES("Changes outside Terraform reverted", false),
    CHECK_FAILED("Terraform check not passed", false),
    ORGANISATION_POLICY("Organization policy violated", false),
    NOT_OFFERED("Not offered by AWS in this region or zone", false),
    NAME_TAKEN("Name in use in the AWS account", false),
    QUOTA_EXCEEDED("AWS service quota exceeded", false),
    IMAGE_UNUSABLE("AMI cannot be used", false),
    SNAPSHOT_UNUSABLE("Snapshot cannot be used", false),
    CERTIFICATE_UNUSABLE("Certificate cannot be used or expires soon", false),
    KEY_UNUSABLE("KMS key cannot be used", false),
    NETWORK_UNUSABLE("Existing network cannot be used", false),
    STATE_BUCKET("State bucket cannot be used", false),
    ROLLOUT_FAILED("Version failed in its last rollout", false),
    CLOCK_SKEW("Clock differs from the clock of AWS", false),
    NOT_ASKED("AWS gave no answer", false);

    private final String title;
    private final boolean liftedByAddress;

    RuleName(String title, boolean liftedByAddress) {
        this.title = title;
        this.liftedByAddress = liftedByAddress;
    }

    /** The name in environment files and reviews, such as {@code open-to-world}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    /**
     * Whether only {@code --allow-destroy ADDRESS} accepts a finding of this rule. The environment file cannot, because
     * a forgotten line in it would allow every later loss.
     */
    public boolean liftedByAddress() {
        return liftedByAddress;
    }

    public static Optional<RuleName> byId(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
