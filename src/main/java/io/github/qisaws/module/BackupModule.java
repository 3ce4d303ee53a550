package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlan;
import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlanRule;
import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlanRuleLifecycle;
import com.hashicorp.cdktf.providers.aws.backup_selection.BackupSelection;
import com.hashicorp.cdktf.providers.aws.backup_vault.BackupVault;
import com.hashicorp.cdktf.providers.aws.data_aws_partition.DataAwsPartition;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import io.github.qisaws.architecture.BackupComponent;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Backup vault, backup plan, selection of resources, restore tests, and IAM role. */
final class BackupModule implements ModuleDefinition {
    private static final String RESOURCE_TAG = "aws:ResourceTag/";

    /** Long enough for AWS Backup to start and complete the first backup of many original images. */
    private static final int START_MINUTES = 60;

    private static final int END_MINUTES = 1440;

    @Override
    public Contract contract() {
        return BackupComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of("aws_partition", Map.of("partition", "aws"), "aws_region", Region.MOCKED);
    }

    @Override
    public void define(Blueprint b) {
        Region.addTo(b);
        b.add("this", id -> DataAwsPartition.Builder.create(b.stack(), id).build());
        BackupVault vault = b.add("this", id -> BackupVault.Builder.create(b.stack(), id)
                .name(b.named("qis-backup"))
                .forceDestroy(b.any("!var.protect"))
                .build());
        vault.addOverride("kms_key_arn", CustomerKey.ARN);
        b.name(vault, "qis-backup");
        IamRole role = role(b);
        BackupPlan plan = plan(b, vault);
        selection(b, role, plan);
        RestoreTests.add(b);
        b.output("vault_name", "aws_backup_vault.this.name");
        b.output("vault_arn", "aws_backup_vault.this.arn");
        b.output("role_arn", "aws_iam_role.this.arn");
    }

    private static IamRole role(Blueprint b) {
        IamRole role = Roles.add(b, "this", "qis-backup", "backup.amazonaws.com");
        for (String right : List.of("Backup", "Restores")) {
            b.add(right.toLowerCase(Locale.ROOT), id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                    .role(role.getName())
                    .policyArn("arn:${data.aws_partition.this.partition}:iam::aws:policy/service-role/"
                            + "AWSBackupServiceRolePolicyFor" + right)
                    .build());
        }
        return role;
    }

    private static BackupPlan plan(Blueprint b, BackupVault vault) {
        BackupPlan plan = b.add("this", id -> BackupPlan.Builder.create(b.stack(), id)
                .name(b.named("qis-daily"))
                .rule(List.of(BackupPlanRule.builder()
                        .ruleName("daily")
                        .targetVaultName(vault.getName())
                        .schedule(b.var("schedule"))
                        .startWindow(START_MINUTES)
                        .completionWindow(END_MINUTES)
                        .lifecycle(BackupPlanRuleLifecycle.builder()
                                .deleteAfter(b.number("days"))
                                .build())
                        .build()))
                .build());
        plan.addOverride(
                "rule.0.dynamic.copy_action",
                Map.of(
                        "for_each",
                        "${var.copy_vault_arn == \"\" ? [] : [var.copy_vault_arn]}",
                        "content",
                        Map.of(
                                "destination_vault_arn",
                                "${copy_action.value}",
                                "lifecycle",
                                Map.of("delete_after", b.var("copy_days")))));
        b.name(plan, "qis-daily");
        return plan;
    }

    /** Selects by tag, so that other data resources of the environment are backed up too. */
    private static void selection(Blueprint b, IamRole role, BackupPlan plan) {
        BackupSelection selection = b.add("this", id -> BackupSelection.Builder.create(b.stack(), id)
                .name(b.named("qis-data"))
                .iamRoleArn(role.getArn())
                .planId(plan.getId())
                .resources(List.of(
                        resource("ec2:*:*:volume/*"),
                        resource("rds:*:*:db:*"),
                        resource("elasticfilesystem:*:*:file-system/*")))
                .build());
        selection.addOverride(
                "condition",
                List.of(Map.of(
                        "string_equals",
                        List.of(condition(Tags.ENVIRONMENT, b.var("environment"))),
                        "string_not_equals",
                        List.of(condition(Tags.COMPONENT, "web-tier")))));
    }

    private static String resource(String pattern) {
        return "arn:${data.aws_partition.this.partition}:" + pattern;
    }

    private static Map<String, Object> condition(String tag, String value) {
        return Map.of("key", RESOURCE_TAG + tag, "value", value);
    }
}
