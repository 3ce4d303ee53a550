# What the backup promises; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/qis-backup-demo" }
  }
  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:qis-backup-demo" }
  }
}

variables {
  environment = "demo"
  tags        = { "qis-aws:environment" = "demo", "qis-aws:component" = "backup" }
}

run "takes_volumes_databases_and_file_systems_of_this_environment_only" {
  command = apply

  assert {
    condition     = toset(aws_backup_selection.this.resources) == toset(["arn:aws:ec2:*:*:volume/*", "arn:aws:rds:*:*:db:*", "arn:aws:elasticfilesystem:*:*:file-system/*"])
    error_message = "All that holds data, nothing else."
  }
  assert {
    condition     = one(one(aws_backup_selection.this.condition).string_equals).key == "aws:ResourceTag/qis-aws:environment" && one(one(aws_backup_selection.this.condition).string_equals).value == "demo"
    error_message = "Only this environment's."
  }
  assert {
    condition     = one(one(aws_backup_selection.this.condition).string_not_equals).value == "web-tier"
    error_message = "Web servers hold nothing of their own."
  }
}

run "daily_kept_for_35_days_without_copies" {
  command = plan

  assert {
    condition     = one(aws_backup_plan.this.rule).schedule == "cron(30 2 * * ? *)" && one(aws_backup_plan.this.rule).start_window == 60
    error_message = "Between 02:30 and 03:30, apart from the windows of module database."
  }

  assert {
    condition     = one(aws_backup_plan.this.rule).lifecycle[0].delete_after == 35 && length(one(aws_backup_plan.this.rule).copy_action) == 0
    error_message = "35 days, and no copy unless asked for."
  }
  assert {
    condition     = !aws_backup_vault.this.force_destroy
    error_message = "A vault with backups must not go."
  }
}

run "copies_to_another_region_when_asked_for" {
  command = plan

  variables {
    copy_vault_arn = "arn:aws:backup:eu-central-1:123456789012:backup-vault:qis"
    copy_days      = 7
  }
  assert {
    condition     = one(one(aws_backup_plan.this.rule).copy_action).destination_vault_arn == "arn:aws:backup:eu-central-1:123456789012:backup-vault:qis" && one(one(aws_backup_plan.this.rule).copy_action).lifecycle[0].delete_after == 7
    error_message = "Each backup is copied, with a life of its own."
  }
}

run "restores_nothing_unless_asked_for" {
  command = plan

  variables {
    restore_test_resources = { EBS = {} }
  }
  assert {
    condition     = length(aws_backup_restore_testing_plan.this) == 0 && length(aws_backup_restore_testing_selection.this) == 0
    error_message = "AWS charges for each restore test."
  }
}

run "restores_the_newest_backup_of_this_vault_each_week_and_deletes_it_after_an_hour" {
  command = apply

  variables {
    environment            = "demo-2"
    restore_test           = "weekly"
    restore_test_resources = { EBS = {}, RDS = { dbSubnetGroupName = "qis-database-demo" } }
  }
  assert {
    condition     = aws_backup_restore_testing_plan.this[0].name == "qis_restore_test_demo_2"
    error_message = "AWS accepts only letters, digits, and underscores, at most 50."
  }
  assert {
    condition     = aws_backup_restore_testing_plan.this[0].schedule_expression == "cron(0 8 ? * MON *)" && aws_backup_restore_testing_plan.this[0].start_window_hours == 8
    error_message = "Mondays between 08:00 and 16:00, apart from the backups and from the maintenance of the database."
  }
  assert {
    condition     = one(aws_backup_restore_testing_plan.this[0].recovery_point_selection).include_vaults == toset([aws_backup_vault.this.arn]) && one(aws_backup_restore_testing_plan.this[0].recovery_point_selection).algorithm == "LATEST_WITHIN_WINDOW"
    error_message = "The newest backup, of this environment's vault only."
  }
  assert {
    condition     = toset(keys(aws_backup_restore_testing_selection.this)) == toset(["EBS", "RDS"])
    error_message = "What the environment has."
  }
  assert {
    condition     = alltrue([for one in aws_backup_restore_testing_selection.this : one.iam_role_arn == aws_iam_role.this.arn && one.validation_window_hours == 1 && one(one(one.protected_resource_conditions).string_equals).key == "aws:ResourceTag/qis-aws:environment" && one(one(one.protected_resource_conditions).string_equals).value == "demo-2"])
    error_message = "With the role that may restore, this environment's only, and deleted after an hour."
  }
  assert {
    condition     = aws_backup_restore_testing_selection.this["RDS"].restore_metadata_overrides == tomap({ dbSubnetGroupName = "qis-database-demo" })
    error_message = "Not in the default VPC of the account, which may not exist."
  }
}

run "restores_each_month_with_the_key_of_the_environment" {
  command = plan

  variables {
    restore_test           = "monthly"
    restore_test_resources = { EFS = {}, RDS = { dbSubnetGroupName = "qis-database-demo" } }
    encryption_key         = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"
  }
  assert {
    condition     = aws_backup_restore_testing_plan.this[0].schedule_expression == "cron(0 8 1 * ? *)"
    error_message = "On the first day of the month."
  }
  assert {
    condition     = aws_backup_restore_testing_selection.this["EFS"].restore_metadata_overrides == tomap({ kmsKeyId = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef" })
    error_message = "AWS Backup would take the AWS managed key."
  }
  assert {
    condition     = !contains(keys(aws_backup_restore_testing_selection.this["RDS"].restore_metadata_overrides), "kmsKeyId")
    error_message = "A restored RDS instance has the key of its snapshot; AWS Backup accepts no other for it."
  }
}

run "a_restore_test_of_nothing_is_refused" {
  command = plan

  variables {
    restore_test = "weekly"
  }
  expect_failures = [var.restore_test_resources]
}
