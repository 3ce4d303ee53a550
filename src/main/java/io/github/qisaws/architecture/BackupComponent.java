package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.List;

/** Daily backups of all that holds data, in a vault. */
public final class BackupComponent {
    public static final Contract CONTRACT = new Contract(
            "backup",
            "Backup",
            "An AWS Backup vault and a daily plan for the data of one environment: the volumes, RDS databases and EFS"
                    + " file systems that carry its tag, without those of web servers, which hold nothing of their own."
                    + " Each backup can be copied to a vault of another region or account.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    Input.of("backup.days")
                            .describedAs("Days that each backup is kept.")
                            .build(),
                    Input.optional("schedule", "string", "cron(0 2 * * ? *)")
                            .describedAs("When backups start, as a cron expression of AWS in UTC.")
                            .matching(
                                    "cron\\([^()]+\\)",
                                    "schedule must be a cron expression of AWS such as cron(0 2 * * ? *).",
                                    "daily")
                            .build(),
                    Input.optional("copy_vault_arn", "string", "")
                            .fedBy("backup.copy-to")
                            .describedAs("Vault of another region or account that gets a copy of each backup; empty"
                                    + " means no copies.")
                            .matching(
                                    "|arn:aws[a-z-]*:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:.+",
                                    "copy_vault_arn must be empty or the ARN of a backup vault.",
                                    "arn:aws:s3:::bucket")
                            .build(),
                    Input.optional("copy_days", "number", 35)
                            .fedBy("backup.days")
                            .describedAs("Days that each copy is kept.")
                            .build(),
                    Input.of("protect")
                            .describedAs("AWS refuses to delete a vault that holds backups; otherwise they go with it.")
                            .build()),
            List.of(
                    new Contract.Output("vault_name", "Name of the vault."),
                    new Contract.Output("vault_arn", "ARN of the vault, for copies from elsewhere."),
                    new Contract.Output("role_arn", "Role that backs up and restores.")),
            List.of(new Contract.Stateful("aws_backup_vault.this", "all backups in the vault")));

    private BackupComponent() {}

    /** Every input comes from a key. */
    static Outputs call(Environment environment) {
        return new Outputs(Call.of(environment, CONTRACT));
    }
}
