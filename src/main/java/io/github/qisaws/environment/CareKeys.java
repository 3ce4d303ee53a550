package io.github.qisaws.environment;

import io.github.qisaws.environment.Operations.RestoreTest;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;

/** The keys of {@code monitoring} and {@code backup}. */
final class CareKeys {
    private static final Section.Builder WATCH =
            Section.at("monitoring", "CloudWatch alarms by email to operator-email, a dashboard, and server logs.");
    private static final Section.Builder KEEP = Section.at("backup", "Daily backups of all data by AWS Backup.");

    static final Key<Boolean> MONITORING = WATCH.key(
            "enabled",
            new BooleanType(),
            Default.of(false),
            "Create alarms and a dashboard, and send server logs to CloudWatch.");
    static final Key<Integer> LOG_DAYS = WATCH.key(
            "log-days",
            IntegerType.oneOf(Retention.DAYS, "days"),
            Default.of(30),
            "Retention of server logs in CloudWatch. For containers, use containers.log-days.");

    static final Key<Boolean> CANARY = WATCH.key(
            "canary",
            new BooleanType(),
            Default.of(false),
            "Let Route 53 request host-name from several regions of the world every 30 seconds, with an alarm in us-east-1."
                    + " Requires enabled. To remove it from an environment, set false and apply before you remove this"
                    + " key.");

    static final Key<Boolean> BACKUP = KEEP.key(
            "enabled",
            new BooleanType(),
            Default.of(false),
            "Back up the environment's volumes, databases, and file systems daily.");
    static final Key<Integer> DAYS =
            KEEP.key("days", IntegerType.between(1, 3650, "days"), Default.of(35), "Retention of each backup.");
    static final Key<String> COPY_TO = KEEP.key(
            "copy-to",
            new TextType(
                    "the ARN of a backup vault, or \"\" for no copies",
                    "|arn:aws[a-z-]*:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:[A-Za-z0-9_-]{2,50}"),
            Default.of(""),
            "Backup vault in another region that receives a copy of each backup.",
            "arn:aws:backup:eu-central-1:123456789012:backup-vault:qis-copies");
    static final Key<RestoreTest> RESTORE_TEST = KEEP.key(
            "restore-test",
            ChoiceType.of(RestoreTest.class),
            Default.of(RestoreTest.NONE),
            "How often AWS Backup restores the newest backup of each volume, database, and file system as a test, and"
                    + " deletes what it restored: weekly, on Mondays, or monthly, on the first day. Requires enabled. AWS"
                    + " charges for each test.");

    static final Section MONITORING_SECTION = WATCH.build();
    static final Section BACKUP_SECTION = KEEP.build();

    private CareKeys() {}
}
