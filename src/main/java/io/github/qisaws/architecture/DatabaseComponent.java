package io.github.qisaws.architecture;

import java.util.List;

/** PostgreSQL by RDS, and the secret that QIS's servers share. */
public final class DatabaseComponent {
    private static final int SMALLEST_STORAGE = 20;

    public static final Contract CONTRACT = new Contract(
            "database",
            "Database",
            "PostgreSQL by RDS, with a standby in a second zone. RDS makes the master password, keeps it in a secret of"
                    + " its own and renews it; QIS's role, its two databases and the value of the application's secret,"
                    + " which is made empty here, are put by the first web server that starts. Connections without TLS"
                    + " are refused. Changes that restart the database wait for its maintenance window.",
            inputs(),
            List.of(
                    new Contract.Output("host_name", "Name of the database server; stays on a failover."),
                    new Contract.Output("port", "Port of the database server."),
                    new Contract.Output("identifier", "The instance as CloudWatch's metrics name it."),
                    new Contract.Output("arn", "ARN of the instance."),
                    new Contract.Output("master_secret_arn", "RDS's own secret with the master user and password."),
                    new Contract.Output(
                            "secret_arn",
                            "Secret with the database password, the signing key and the admin password.")),
            List.of(
                    new Contract.Stateful("aws_db_instance.this", "all image records"),
                    new Contract.Stateful(
                            "aws_secretsmanager_secret.this", "the database password and the signing key")));

    private DatabaseComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ids("subnet_ids", "subnet", 2)
                        .describedAs("Subnets of the database, each in a zone of its own.")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the database.")
                        .build(),
                Input.of("database.instance-class")
                        .describedAs("RDS instance class. Another one restarts the database.")
                        .matching(
                                "db\\.[a-z0-9]+\\.[a-z0-9]+",
                                "instance_class must be an RDS instance class such as db.t4g.medium.",
                                "t4g.medium")
                        .build(),
                Input.of("database.engine-version")
                        .describedAs("Version of PostgreSQL: the major alone follows AWS's newest minor. A newer major"
                                + " upgrades the data and cannot be undone.")
                        .matching(
                                "1[3-9](\\.[0-9]+)?",
                                "engine_version must be a version of PostgreSQL from 13 on, such as 16 or 16.4.",
                                "9.6")
                        .build(),
                Input.of("database.storage")
                        .describedAs("Storage at the start in GiB. It can grow, never shrink.")
                        .build(),
                Input.of("database.maximum-storage")
                        .describedAs("RDS lets the storage grow up to this size in GiB.")
                        .rule(
                                "var.maximum_storage_gib >= var.storage_gib",
                                "maximum_storage_gib must not be below storage_gib.",
                                SMALLEST_STORAGE - 1)
                        .build(),
                Input.of("database.restore-from")
                        .describedAs("Name or ARN of a snapshot from which the database is made, also of one that AWS"
                                + " Backup made; empty means an empty database, or that the one which is there stays."
                                + " Another one replaces the database.")
                        .matching(
                                "|[A-Za-z][A-Za-z0-9:-]{0,254}",
                                "restore_from must be empty, or the name or ARN of a snapshot.",
                                "two words")
                        .build(),
                Input.of("database.multi-az")
                        .describedAs("A standby in a second zone, which takes over when the first fails.")
                        .build(),
                Input.of("database.backup-days")
                        .describedAs("Days of the past to any second of which the database can be restored.")
                        .build(),
                Input.of("data.max-connections")
                        .describedAs("Connections that PostgreSQL accepts; must hold what all web servers may open.")
                        .build(),
                Input.optional("performance_insights", "bool", true)
                        .describedAs("A week of Performance Insights, which is free of charge.")
                        .flag()
                        .build(),
                Input.of("protect")
                        .describedAs("Deletion protection, a last snapshot and kept backups of a deleted database, and"
                                + " 30 days in which a deleted secret can be restored (otherwise it is gone at once).")
                        .build());
    }
}
