package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Daily backups of all data, in a backup vault. */
public final class BackupComponent {
    public static final Contract CONTRACT = new Contract(
            "backup",
            "Backup",
            "An AWS Backup vault and a daily backup plan for the data of one environment: the volumes, RDS databases,"
                    + " and EFS file systems with its tag. Volumes of web servers are excluded because they hold no"
                    + " data. Each backup can be copied to a vault in another region or account. On request, AWS Backup"
                    + " restores the newest backups on a schedule, as a test.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.ENCRYPTION_KEY,
                    CommonInputs.IAM_PATH,
                    CommonInputs.PERMISSIONS_BOUNDARY,
                    Input.of("backup.days")
                            .describedAs("Retention of each backup in days.")
                            .build(),
                    Input.optional("schedule", "string", "cron(30 2 * * ? *)")
                            .describedAs(
                                    "Start time of backups, as an AWS cron expression in UTC. A job starts within the hour"
                                            + " after it, which should not be a window of a database, nor the hour before one.")
                            .matching(
                                    "cron\\([^()]+\\)",
                                    "schedule must be an AWS cron expression such as cron(30 2 * * ? *).",
                                    "daily")
                            .build(),
                    Input.optional("copy_vault_arn", "string", "")
                            .fedBy("backup.copy-to")
                            .describedAs("Backup vault in another region or account that receives a copy of each"
                                    + " backup; empty means no copies.")
                            .matching(
                                    "|arn:aws[a-z-]*:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:.+",
                                    "copy_vault_arn must be empty or the ARN of a backup vault.",
                                    "arn:aws:s3:::bucket")
                            .build(),
                    Input.optional("copy_days", "number", 35)
                            .fedBy("backup.days")
                            .describedAs("Retention of each copy in days.")
                            .build(),
                    Input.of("backup.restore-test")
                            .describedAs(
                                    "How often AWS Backup restores the newest backup of each resource as a test, and"
                                            + " deletes what it restored: weekly on Mondays, monthly on the first day, between"
                                            + " 08:00 and 16:00 UTC.")
                            .build(),
                    Input.optional("restore_test_resources", "map(map(string))", Map.of())
                            .decidedBy("architecture")
                            .describedAs("Resource types that are restored as a test, EBS, RDS, or EFS, each with the"
                                    + " restore metadata that replaces what AWS Backup infers. RDS needs"
                                    + " dbSubnetGroupName if the account has no default VPC.")
                            .rule(
                                    "length(setsubtract(keys(var.restore_test_resources), [\"EBS\", \"RDS\","
                                            + " \"EFS\"])) == 0",
                                    "restore_test_resources can contain only EBS, RDS, and EFS.",
                                    Map.of("S3", Map.of()))
                            .rule(
                                    "var.restore_test == \"none\" || length(var.restore_test_resources) > 0",
                                    "restore_test needs at least one resource type in restore_test_resources.",
                                    Map.of("S3", Map.of()))
                            .build(),
                    Input.of("protect")
                            .describedAs("Keep the vault from being destroyed while it holds backups. If false,"
                                    + " destroying the vault deletes its backups.")
                            .build()),
            List.of(
                    new Contract.Output("vault_name", "Name of the backup vault."),
                    new Contract.Output(
                            "vault_arn", "ARN of the backup vault, for copies from other regions or" + " accounts."),
                    new Contract.Output("role_arn", "IAM role for backup and restore.")),
            List.of(new Contract.Stateful("aws_backup_vault.this", "all backups in the vault")));

    private BackupComponent() {}

    /**
     * The component of an environment.
     *
     * @param services the services that hold the data; empty if volumes hold it
     */
    static Outputs call(Environment environment, Operations operations, Optional<ServiceCalls> services) {
        SortedMap<String, Map<String, String>> tested = new TreeMap<>();
        if (operations.testsRestores()) {
            tested.putAll(services.map(ServiceCalls::restored).orElse(Map.of("EBS", Map.of())));
        }
        return new Outputs(
                Call.of(new BackupInputs(Common.of(environment, CONTRACT), new BackupInputs.Tested(tested))));
    }
}
