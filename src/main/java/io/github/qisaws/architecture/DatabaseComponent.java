package io.github.qisaws.architecture;

import java.util.List;
import java.util.Map;

/** PostgreSQL on RDS, and the secret that QIS's servers share. */
public final class DatabaseComponent {
    private static final int SMALLEST_STORAGE = 20;
    private static final String CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";

    public static final Contract CONTRACT = new Contract(
            "database",
            "Database",
            "PostgreSQL on RDS, with a standby in a second Availability Zone. RDS creates the master password, stores"
                    + " it in its own secret, and rotates it. The first web server that starts creates QIS's database"
                    + " role and two databases, and sets the value of the application secret, which this module"
                    + " creates empty. Connections without TLS are rejected. Changes take effect during the apply,"
                    + " also those that restart the database; max_connections takes effect at the next reboot.",
            inputs(),
            List.of(
                    new Contract.Output("host_name", "DNS name of the database, which does not change at a failover."),
                    new Contract.Output("port", "Port of the database."),
                    new Contract.Output("identifier", "DB instance identifier, as in CloudWatch metrics."),
                    new Contract.Output("arn", "ARN of the DB instance."),
                    new Contract.Output("subnet_group_name", "DB subnet group of the DB instance."),
                    new Contract.Output("master_secret_arn", "Secret of RDS with the master user and password."),
                    new Contract.Output(
                            "secret_arn",
                            "Secret with the database password, the signing key, and the admin password.")),
            List.of(
                    new Contract.Stateful("aws_db_instance.this", "all image records"),
                    new Contract.Stateful(
                            "aws_secretsmanager_secret.this", "the database password and the signing key")));

    private DatabaseComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ENCRYPTION_KEY,
                CommonInputs.ids("subnet_ids", "subnet", 2)
                        .describedAs("Subnets of the database, each in a different zone.")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the database.")
                        .build(),
                Input.of("database.instance-class")
                        .describedAs("RDS instance class. A change restarts the database.")
                        .matching(
                                "db\\.[a-z0-9]+\\.[a-z0-9]+",
                                "instance_class must be an RDS instance class such as db.t4g.medium.",
                                "t4g.medium")
                        .build(),
                Input.of("database.engine-version")
                        .describedAs("PostgreSQL version. A major version alone tracks the minor versions that RDS"
                                + " installs in the maintenance window; a full version is kept. An upgrade to a newer"
                                + " major version cannot be undone.")
                        .matching(
                                "1[3-9](\\.[0-9]+)?",
                                "engine_version must be PostgreSQL 13 or later, such as 16 or 16.4.",
                                "9.6")
                        .build(),
                Input.of("database.storage")
                        .describedAs("Initial storage in GiB. It can grow but not shrink.")
                        .build(),
                Input.of("database.maximum-storage")
                        .describedAs("Size in GiB up to which RDS increases the storage automatically.")
                        .rule(
                                "var.maximum_storage_gib >= var.storage_gib",
                                "maximum_storage_gib must not be below storage_gib.",
                                SMALLEST_STORAGE - 1)
                        .build(),
                Input.of("database.restore-from")
                        .describedAs("Name or ARN of an RDS or AWS Backup snapshot from which the original database"
                                + " is created. If empty, a new database is empty and an existing one does not change. A"
                                + " different snapshot replaces the database.")
                        .matching(
                                "|[A-Za-z][A-Za-z0-9:-]{0,254}",
                                "restore_from must be empty, or the name or ARN of a snapshot.",
                                "two words")
                        .build(),
                CommonInputs.copies(
                        "database.copies",
                        "Databases",
                        "[A-Za-z][A-Za-z0-9:-]{0,254}",
                        Map.of("original", "", "r1", "two words")),
                CommonInputs.serves(
                        "database.serves", "copies", "The database that the outputs name, by its name in copies."),
                Input.of("database.unprotected")
                        .describedAs("Name of a copy without deletion protection, which a later plan may remove; empty"
                                + " for none. It must not be the one that serves.")
                        .rule(
                                "var.unprotected == \"\" || (contains(keys(var.copies), var.unprotected) &&"
                                        + " var.unprotected != var.serves)",
                                "unprotected must be empty, or a copy that does not serve.",
                                "original")
                        .build(),
                Input.of("database.multi-az")
                        .describedAs("Keep a standby in a second Availability Zone for automatic failover.")
                        .build(),
                Input.of("database.backup-days")
                        .describedAs("Retention of automated backups in days, for point-in-time recovery.")
                        .build(),
                Input.optional("backup_window", "string", "00:30-01:00")
                        .describedAs("Daily time of the automated backup, in UTC. Backup jobs of AWS Backup that start"
                                + " during this window or the maintenance window, or in the hour before one of them,"
                                + " often fail.")
                        .matching(
                                CLOCK + "-" + CLOCK,
                                "backup_window must be a time span of at least 30 minutes such as 00:30-01:00.",
                                "at night")
                        .build(),
                Input.optional("maintenance_window", "string", "sun:05:00-sun:05:30")
                        .describedAs("Weekly time of maintenance, in UTC. It must not overlap backup_window.")
                        .matching(
                                DAY + ":" + CLOCK + "-" + DAY + ":" + CLOCK,
                                "maintenance_window must be a time span of at least 30 minutes such as"
                                        + " sun:05:00-sun:05:30.",
                                "sunday")
                        .build(),
                Input.of("data.max-connections")
                        .describedAs("PostgreSQL's max_connections. Must be large enough for the connections of all"
                                + " web servers.")
                        .build(),
                Input.optional("performance_insights", "bool", true)
                        .describedAs("Enable Performance Insights with 7 days of retention, which is free of charge.")
                        .flag()
                        .build(),
                Input.of("protect")
                        .describedAs("Enable deletion protection, a final snapshot and retained backups of a deleted"
                                + " database, and a 30-day recovery window for a deleted secret (otherwise it is"
                                + " deleted immediately).")
                        .build());
    }
}
