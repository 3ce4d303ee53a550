# What the image store promises; no AWS account needed.

mock_provider "aws" {
  mock_resource "aws_efs_file_system" {
    defaults = { id = "fs-0123456789abcdef0", arn = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0" }
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
    condition     = aws_efs_file_system.this.encrypted && aws_efs_backup_policy.this.backup_policy[0].status == "ENABLED"
    error_message = "Encrypted, with automatic backups."
  }
  assert {
    condition     = aws_efs_mount_target.this[*].subnet_id == ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
    error_message = "One mount target per zone, in the order of the zones."
  }
}

run "everything_belongs_to_qis" {
  command = plan

  assert {
    condition     = aws_efs_access_point.this.posix_user[0].uid == 3999 && aws_efs_access_point.this.posix_user[0].gid == 3999
    error_message = "The user of the servers and containers."
  }
  assert {
    condition     = aws_efs_access_point.this.root_directory[0].creation_info[0].owner_uid == 3999 && aws_efs_access_point.this.root_directory[0].path == "/images"
    error_message = "The folder must be QIS's from the start."
  }
}

run "the_policy_demands_tls_and_the_access_point" {
  command = apply

  assert {
    condition     = one([for s in jsondecode(aws_efs_file_system_policy.this.policy).Statement : s if s.Effect == "Deny"]).Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "No connection without TLS."
  }
  assert {
    condition     = one([for s in jsondecode(aws_efs_file_system_policy.this.policy).Statement : s if s.Effect == "Allow"]).Condition.StringEquals["elasticfilesystem:AccessPointArn"] == aws_efs_access_point.this.arn
    error_message = "No way in but the access point."
  }
  assert {
    condition     = jsondecode(aws_efs_file_system_policy.this.policy).Id == "qis-images"
    error_message = "EFS adds an ID to a policy without one, and every plan would remove it."
  }
  assert {
    condition     = output.source == "efs:fs-0123456789abcdef0:fsap-0123456789abcdef0"
    error_message = "The form that the role file takes."
  }
}
