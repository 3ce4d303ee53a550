# What the database promises; no AWS account needed.

mock_provider "aws" {}

variables {
  environment        = "demo"
  tags               = { "qis-aws:environment" = "demo", "qis-aws:component" = "database" }
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  security_group_ids = ["sg-0123456789abcdef0"]
}

run "data_is_encrypted_protected_and_restorable_to_any_second_of_35_days" {
  command = plan

  assert {
    condition     = aws_db_instance.this["original"].storage_encrypted && aws_db_instance.this["original"].deletion_protection && !aws_db_instance.this["original"].skip_final_snapshot && !aws_db_instance.this["original"].delete_automated_backups
    error_message = "Encrypted, protected from deletion, with a last snapshot and kept backups."
  }
  assert {
    condition     = aws_db_instance.this["original"].backup_retention_period == 35 && aws_db_instance.this["original"].copy_tags_to_snapshot
    error_message = "35 days of point-in-time recovery."
  }
  assert {
    condition     = aws_db_instance.this["original"].multi_az && !aws_db_instance.this["original"].publicly_accessible
    error_message = "A standby in a second zone, no public address."
  }
  assert {
    condition     = aws_db_instance.this["original"].performance_insights_enabled && aws_db_instance.this["original"].performance_insights_retention_period == 7
    error_message = "A week of Performance Insights."
  }
}

run "windows_stay_apart_from_the_backup_plan" {
  command = plan

  assert {
    condition     = aws_db_instance.this["original"].backup_window == "00:30-01:00" && aws_db_instance.this["original"].maintenance_window == "sun:05:00-sun:05:30"
    error_message = "Backup jobs start at 02:30: after the backup window, and more than an hour before maintenance."
  }
}

run "rds_makes_the_master_password_and_no_secret_has_a_value_here" {
  command = plan

  assert {
    condition     = aws_db_instance.this["original"].manage_master_user_password && aws_db_instance.this["original"].password == null
    error_message = "The master password must be RDS's own."
  }
  assert {
    condition     = aws_secretsmanager_secret.this.name == "qis-aws/demo/database" && aws_secretsmanager_secret.this.recovery_window_in_days == 30
    error_message = "The application's secret is empty and can be restored."
  }
}

run "connections_without_tls_are_refused" {
  command = plan

  variables {
    max_connections = 120
  }
  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["rds.force_ssl"] == "1"
    error_message = "TLS must be forced."
  }
  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => "${p.value} ${p.apply_method}" }["max_connections"] == "120 pending-reboot"
    error_message = "max_connections is static."
  }
}

run "another_major_version_has_settings_of_its_own" {
  command = plan

  variables {
    engine_version = "17.2"
  }
  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17" && aws_db_parameter_group.this.name == "qis-database-17-demo"
    error_message = "The group must be named after the major version, so that both exist during the upgrade."
  }
}

run "unprotected_it_goes_at_once" {
  command = plan

  variables {
    protect              = false
    performance_insights = false
  }
  assert {
    condition     = !aws_db_instance.this["original"].deletion_protection && aws_db_instance.this["original"].skip_final_snapshot && aws_secretsmanager_secret.this.recovery_window_in_days == 0
    error_message = "An environment for trials leaves nothing behind."
  }
}

run "the_last_snapshot_is_named_after_this_instance" {
  command = apply

  assert {
    condition     = can(regex("^qis-database-final-demo-[0-9]{14}$", aws_db_instance.this["original"].final_snapshot_identifier))
    error_message = "Under a name that every instance shares, AWS would refuse to delete the second one."
  }
}

run "an_upgrade_is_not_deferred_while_its_old_settings_are_deleted" {
  command = plan

  assert {
    condition     = aws_db_instance.this["original"].apply_immediately && aws_db_instance.this["original"].allow_major_version_upgrade
    error_message = "Deferred to the maintenance window, the database would still use the old parameter group, which AWS then refuses to delete."
  }
  assert {
    condition     = aws_db_instance.this["original"].auto_minor_version_upgrade
    error_message = "A major version alone gets the minor versions of RDS."
  }
}

run "a_full_version_is_kept" {
  command = plan

  variables {
    engine_version = "17.2"
  }
  assert {
    condition     = !aws_db_instance.this["original"].auto_minor_version_upgrade
    error_message = "After an automatic upgrade, each plan would go back to the full version, which RDS refuses."
  }
}

run "a_restored_copy_is_beside_the_database_in_use" {
  command = plan

  variables {
    copies = { original = "", r1 = "rds:qis-database-demo-2026-11-24-02-10" }
  }
  assert {
    condition     = aws_db_instance.this["r1"].identifier == "qis-database-r1-demo" && aws_db_instance.this["original"].identifier == "qis-database-demo"
    error_message = "Both must exist under names of their own."
  }
  assert {
    condition     = aws_db_instance.this["r1"].snapshot_identifier == "rds:qis-database-demo-2026-11-24-02-10"
    error_message = "The copy must be made from its snapshot."
  }
  assert {
    condition     = aws_db_instance.this["original"].allocated_storage == var.storage_gib && aws_db_instance.this["original"].engine_version == var.engine_version
    error_message = "The database in use must be as the inputs say."
  }
  assert {
    condition     = aws_db_instance.this["r1"].deletion_protection && !aws_db_instance.this["r1"].skip_final_snapshot
    error_message = "A copy must be as protected as the original."
  }
}

run "a_copy_loses_its_protection_only_by_name" {
  command = plan

  variables {
    copies      = { original = "", r1 = "before-the-fault" }
    serves      = "r1"
    unprotected = "original"
  }
  assert {
    condition     = !aws_db_instance.this["original"].deletion_protection && aws_db_instance.this["r1"].deletion_protection
    error_message = "Only the named copy must be deletable."
  }
}
