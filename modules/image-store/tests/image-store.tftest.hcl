# What the image store promises; no AWS account needed.

mock_provider "aws" {
  mock_resource "aws_efs_file_system" {
    defaults = { id = "fs-0123456789abcdef0", arn = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0" }
  }
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-west-1.amazonaws.com" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_efs_access_point" {
    defaults = { id = "fsap-0123456789abcdef0", arn = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0" }
  }
}

variables {
  environment        = "demo"
  tags               = { "qis-aws:environment" = "demo", "qis-aws:component" = "image-store" }
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
  security_group_ids = ["sg-0123456789abcdef0"]
}

run "encrypted_backed_up_and_reachable_in_each_zone" {
  command = plan

  assert {
    condition     = aws_efs_file_system.this["original"].encrypted && aws_efs_backup_policy.this["original"].backup_policy[0].status == "ENABLED"
    error_message = "Encrypted, with automatic backups."
  }
  assert {
    condition     = [for i in range(3) : aws_efs_mount_target.this["original/${i}"].subnet_id] == ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
    error_message = "One mount target per zone, in the order of the zones."
  }
}

run "everything_belongs_to_qis" {
  command = plan

  assert {
    condition     = aws_efs_access_point.this["original"].posix_user[0].uid == 3999 && aws_efs_access_point.this["original"].posix_user[0].gid == 3999
    error_message = "The user of the servers and containers."
  }
  assert {
    condition     = aws_efs_access_point.this["original"].root_directory[0].creation_info[0].owner_uid == 3999 && aws_efs_access_point.this["original"].root_directory[0].path == "/images"
    error_message = "The folder must be QIS's from the start."
  }
}

run "the_policy_demands_tls_and_the_access_point" {
  command = apply

  assert {
    condition     = one([for s in jsondecode(aws_efs_file_system_policy.this["original"].policy).Statement : s if s.Effect == "Deny"]).Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "No connection without TLS."
  }
  assert {
    condition     = one([for s in jsondecode(aws_efs_file_system_policy.this["original"].policy).Statement : s if s.Effect == "Allow"]).Condition.StringEquals["elasticfilesystem:AccessPointArn"] == aws_efs_access_point.this["original"].arn
    error_message = "No way in but the access point."
  }
  assert {
    condition     = jsondecode(aws_efs_file_system_policy.this["original"].policy).Id == "qis-images"
    error_message = "EFS adds an ID to a policy without one, and every plan would remove it."
  }
  assert {
    condition     = output.source == "efs:fs-0123456789abcdef0:fsap-0123456789abcdef0"
    error_message = "The form that the role file takes."
  }
}

run "without_copies_there_is_no_role_and_no_way_to_the_root" {
  command = plan

  assert {
    condition     = length(aws_iam_role.restore) == 0 && length(aws_efs_access_point.restore) == 0
    error_message = "Only a restore needs them."
  }
}

run "a_copy_is_a_file_system_of_its_own_beside_the_one_that_serves" {
  command = apply

  variables {
    copies = { original = "", r1 = "arn:aws:backup:eu-west-1:123456789012:recovery-point:01234567-89ab-cdef-0123-456789abcdef" }
  }
  assert {
    condition     = aws_efs_file_system.this["r1"].creation_token == "qis-images-r1-demo" && aws_efs_file_system.this["original"].creation_token == "qis-images-demo"
    error_message = "The original keeps its name."
  }
  assert {
    condition     = length(aws_efs_mount_target.this) == 6 && aws_efs_mount_target.this["r1/2"].subnet_id == "subnet-0123456789abcdef2"
    error_message = "Each copy is reachable in each zone."
  }
  assert {
    condition     = keys(aws_efs_access_point.restore) == ["r1"] && aws_efs_access_point.restore["r1"].posix_user[0].uid == 0
    error_message = "What AWS Backup restored is moved at the root of the copy, and only there."
  }
  assert {
    condition     = length(jsondecode(aws_efs_file_system_policy.this["original"].policy).Statement) == 2
    error_message = "Nobody is root on the file system that serves."
  }
  assert {
    condition     = contains(one([for s in jsondecode(aws_efs_file_system_policy.this["r1"].policy).Statement : s.Action if s.Sid == "Restore"]), "elasticfilesystem:ClientRootAccess")
    error_message = "Without ClientRootAccess, EFS maps root to nobody."
  }
  assert {
    condition     = aws_iam_role.restore[0].name == "qis-restore-demo-eu-west-1"
    error_message = "qis-aws hands this role to AWS Backup."
  }
}

run "a_copy_that_serves_has_no_way_to_its_root" {
  command = apply

  variables {
    copies = { original = "", r1 = "arn:aws:backup:eu-west-1:123456789012:recovery-point:01234567-89ab-cdef-0123-456789abcdef" }
    serves = "r1"
  }
  assert {
    condition     = length(aws_efs_access_point.restore) == 0 && length(jsondecode(aws_efs_file_system_policy.this["r1"].policy).Statement) == 2
    error_message = "Only a restore needs it."
  }
  assert {
    condition     = output.file_system_id == aws_efs_file_system.this["r1"].id && output.access_point_id == aws_efs_access_point.this["r1"].id
    error_message = "The servers use the copy."
  }
}
