package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.db_instance.DbInstance;
import com.hashicorp.cdktf.providers.aws.db_instance.DbInstanceTimeouts;
import com.hashicorp.cdktf.providers.aws.db_parameter_group.DbParameterGroup;
import com.hashicorp.cdktf.providers.aws.db_parameter_group.DbParameterGroupParameter;
import com.hashicorp.cdktf.providers.aws.db_subnet_group.DbSubnetGroup;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.DatabaseComponent;
import java.util.List;

/** The RDS instance with its subnets, parameters, and log group, and the application secret. */
final class DatabaseModule implements ModuleDefinition {
    private static final String NAME = "qis-database" + Copies.SUFFIX;
    private static final String EACH = "var.copies";
    private static final String SERVES = "each.key == var.serves";
    private static final int POSTGRESQL = 5432;
    private static final int INSIGHTS_DAYS = 7;
    private static final int LOG_DAYS = 30;

    /**
     * Contains the creation time of the instance, because final snapshots persist: with a fixed name, AWS could not
     * create the snapshot of the next instance, and would not delete it.
     */
    private static final String FINAL_SNAPSHOT =
            "qis-database-final-${var.environment}-${formatdate(\"YYYYMMDDhhmmss\", timestamp())}";

    @Override
    public Contract contract() {
        return DatabaseComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        b.local("major", "split(\".\", var.engine_version)[0]");
        AppSecret.add(b, "the first web server");
        DbSubnetGroup subnets = b.add("this", id -> DbSubnetGroup.Builder.create(b.stack(), id)
                .name(b.named("qis-database"))
                .description("QIS database")
                .subnetIds(List.of())
                .build());
        subnets.addOverride("subnet_ids", b.var("subnet_ids"));
        b.name(subnets, "qis-database");
        DbParameterGroup settings = settings(b);
        CloudwatchLogGroup log = b.add("postgresql", id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name("/aws/rds/instance/" + b.named(NAME) + "/postgresql")
                .retentionInDays(LOG_DAYS)
                .build());
        CustomerKey.encrypt(log);
        b.forEach(log, EACH);
        b.name(log, "qis-database-log" + Copies.SUFFIX);
        b.moved("aws_cloudwatch_log_group.postgresql", "aws_cloudwatch_log_group.postgresql[\"original\"]");
        instance(b, subnets, settings, log);
        outputs(b);
    }

    /** Contains the major version, because an upgrade needs a new parameter group before the old one is destroyed. */
    private static DbParameterGroup settings(Blueprint b) {
        DbParameterGroup group = b.add("this", id -> DbParameterGroup.Builder.create(b.stack(), id)
                .name("qis-database-${local.major}-${var.environment}")
                .description("QIS database")
                .family("postgres${local.major}")
                .parameter(List.of(
                        setting("rds.force_ssl", "1"),
                        setting("max_connections", b.var("max_connections")),
                        setting("log_min_duration_statement", "5000")))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build());
        b.name(group, "qis-database");
        return group;
    }

    private static DbParameterGroupParameter setting(String name, String value) {
        return DbParameterGroupParameter.builder()
                .name(name)
                .value(value)
                .applyMethod(name.equals("max_connections") ? "pending-reboot" : "immediate")
                .build();
    }

    /** Adds the instance without a database, because the first web server creates QIS's two databases. */
    private static void instance(
            Blueprint b, DbSubnetGroup subnets, DbParameterGroup settings, CloudwatchLogGroup log) {
        DbInstance instance = b.add("this", id -> DbInstance.Builder.create(b.stack(), id)
                .identifier(b.named(NAME))
                .engine("postgres")
                // A copy beside keeps the version and the storage of its snapshot: RDS refuses to restore less storage
                // than
                // that or an older version, and the copy would have to be deleted. When it serves, it gets both inputs.
                .engineVersion("${" + SERVES + " ? var.engine_version : null}")
                .instanceClass(b.var("instance_class"))
                .allocatedStorage(Token.asNumber("${" + SERVES + " ? var.storage_gib : null}"))
                .maxAllocatedStorage(b.number("maximum_storage_gib"))
                .storageType("gp3")
                .storageEncrypted(true)
                .username("qis_admin")
                .manageMasterUserPassword(true)
                .port(POSTGRESQL)
                .dbSubnetGroupName(subnets.getName())
                .parameterGroupName(settings.getName())
                .publiclyAccessible(false)
                .multiAz(b.any("var.multi_az"))
                .backupRetentionPeriod(b.number("backup_days"))
                .backupWindow(b.var("backup_window"))
                .maintenanceWindow(b.var("maintenance_window"))
                .copyTagsToSnapshot(true)
                .deleteAutomatedBackups(b.any("!var.protect"))
                .deletionProtection(b.any("var.protect && each.key != var.unprotected"))
                .skipFinalSnapshot(b.any("!var.protect"))
                .finalSnapshotIdentifier(FINAL_SNAPSHOT)
                // RDS refuses to go back from a newer minor version to the one that a full version names.
                .autoMinorVersionUpgrade(b.any("!strcontains(var.engine_version, \".\")"))
                .allowMajorVersionUpgrade(true)
                // Deferred, the old parameter group of an upgrade would be deleted while the database uses it.
                .applyImmediately(true)
                .performanceInsightsEnabled(b.any("var.performance_insights"))
                .enabledCloudwatchLogsExports(List.of("postgresql"))
                .dependsOn(List.of(log))
                .timeouts(DbInstanceTimeouts.builder()
                        .create(Timeouts.STORAGE)
                        .update(Timeouts.STORAGE)
                        .delete(Timeouts.STORAGE)
                        .build())
                .lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(List.of("final_snapshot_identifier"))
                        .build())
                .build());
        instance.addOverride("vpc_security_group_ids", b.var("security_group_ids"));
        instance.addOverride(
                "snapshot_identifier",
                "${each.key != \"original\" ? each.value : var.restore_from == \"\" ? null : var.restore_from}");
        instance.addOverride(
                "performance_insights_retention_period", "${var.performance_insights ? " + INSIGHTS_DAYS + " : null}");
        CustomerKey.encrypt(instance);
        instance.addOverride("master_user_secret_kms_key_id", CustomerKey.ARN);
        instance.addOverride(
                "performance_insights_kms_key_id",
                "${var.performance_insights && var.encryption_key != \"\" ? var.encryption_key : null}");
        b.forEach(instance, EACH);
        b.name(instance, NAME);
        b.moved("aws_db_instance.this", "aws_db_instance.this[\"original\"]");
    }

    private static void outputs(Blueprint b) {
        b.output("host_name", "aws_db_instance.this[var.serves].address");
        b.output("port", "aws_db_instance.this[var.serves].port");
        b.output("identifier", "aws_db_instance.this[var.serves].identifier");
        b.output("arn", "aws_db_instance.this[var.serves].arn");
        b.output("subnet_group_name", "aws_db_subnet_group.this.name");
        b.output("master_secret_arn", "one(aws_db_instance.this[var.serves].master_user_secret[*].secret_arn)");
        b.output("secret_arn", "aws_secretsmanager_secret.this.arn");
    }
}
