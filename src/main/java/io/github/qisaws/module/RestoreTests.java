package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import io.github.qisaws.architecture.Tags;
import java.util.List;
import java.util.Map;

/**
 * The plan by which AWS Backup restores backups as a test, and what it restores. The bindings do not have these resource
 * types, which came with AWS provider 5.73.0.
 *
 * <p>AWS Backup Developer Guide, "Restore testing": the role needs AWSBackupServiceRolePolicyForRestores; AWS Backup
 * starts the restores at random times within the start window, and deletes what was restored after the validation window.
 * The tag of a resource is looked up on its newest backup.
 */
final class RestoreTests {
    private static final String PLAN = "aws_backup_restore_testing_plan";
    private static final String SELECTION = "aws_backup_restore_testing_selection";

    /** Apart from the backups, which start between 02:30 and 03:30, and from the maintenance window of the database. */
    private static final String SCHEDULE =
            "${var.restore_test == \"monthly\" ? \"cron(0 8 1 * ? *)\" : \"cron(0 8 ? * MON *)\"}";

    private static final int START_HOURS = 8;

    /** Backups are daily. An older one would not prove what the schedule promises. */
    private static final int NEWEST_DAYS = 7;

    /** The least that the provider accepts. Nothing validates, so that data need not stay. */
    private static final int VALIDATION_HOURS = 1;

    private RestoreTests() {}

    static void add(Blueprint b) {
        TerraformResource plan = b.addUntyped(PLAN, "this");
        // Letters, digits, and underscores only. No environment name has an underscore.
        plan.addOverride("name", "qis_restore_test_${replace(var.environment, \"-\", \"_\")}");
        plan.addOverride("schedule_expression", SCHEDULE);
        plan.addOverride("start_window_hours", START_HOURS);
        plan.addOverride(
                "recovery_point_selection",
                List.of(Map.of(
                        "algorithm",
                        "LATEST_WITHIN_WINDOW",
                        "include_vaults",
                        List.of("${aws_backup_vault.this.arn}"),
                        "recovery_point_types",
                        List.of("SNAPSHOT"),
                        "selection_window_days",
                        NEWEST_DAYS)));
        b.onlyIf(plan, "var.restore_test != \"none\"");
        b.name(plan, "qis-restore-test");
        b.taggable(plan);
        selection(b);
    }

    private static void selection(Blueprint b) {
        b.local(
                "restore_tests",
                "{for type, overrides in var.restore_test_resources : type => merge(overrides, {for key in"
                        + " [var.encryption_key] : \"kmsKeyId\" => key if key != \"\" && type != \"RDS\"}) if"
                        + " var.restore_test != \"none\"}");
        TerraformResource selection = b.addUntyped(SELECTION, "this");
        b.forEach(selection, "local.restore_tests");
        selection.addOverride("name", "${each.key}");
        selection.addOverride("restore_testing_plan_name", "${one(" + PLAN + ".this[*].name)}");
        selection.addOverride("protected_resource_type", "${each.key}");
        selection.addOverride("iam_role_arn", "${aws_iam_role.this.arn}");
        selection.addOverride("validation_window_hours", VALIDATION_HOURS);
        selection.addOverride("restore_metadata_overrides", "${length(each.value) == 0 ? null : each.value}");
        selection.addOverride(
                "protected_resource_conditions",
                List.of(Map.of(
                        "string_equals",
                        List.of(Map.of("key", "aws:ResourceTag/" + Tags.ENVIRONMENT, "value", b.var("environment"))))));
    }
}
