# What the backup promises; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/qis-backup-demo" }
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
