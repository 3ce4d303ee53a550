mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
  mock_resource "aws_kms_key" {
    defaults = {
      arn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    }
  }
  mock_resource "aws_s3_bucket" {
    defaults = {
      arn = "arn:aws:s3:::qis-aws-123456789012-eu-west-1"
    }
  }
}

variables {
  environment = "demo"
  tags        = { "qis-aws:environment" = "demo", "qis-aws:component" = "remote-state" }
  bucket_name = "qis-aws-123456789012-eu-west-1"
}

run "bucket_is_private_versioned_and_protected" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.bucket == "qis-aws-123456789012-eu-west-1" && !aws_s3_bucket.this.force_destroy
    error_message = "The bucket must have the given name and keep its content."
  }
  assert {
    condition     = aws_s3_bucket.this.tags["qis-aws:resource"] == "aws_s3_bucket.this" && aws_s3_bucket.this.tags["qis-aws:component"] == "remote-state"
    error_message = "The bucket must carry the tags from which its address can be rebuilt."
  }
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Nothing of the bucket may become public."
  }
  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled" && aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "The bucket must be versioned and without ACLs."
  }
}

run "old_versions_stay_for_a_while" {
  command = plan

  variables {
    noncurrent_days     = 30
    noncurrent_versions = 5
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 30 && aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].newer_noncurrent_versions == 5
    error_message = "Replaced versions must stay as long and as many as asked."
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].abort_incomplete_multipart_upload[0].days_after_initiation == 7 && length(aws_s3_bucket_lifecycle_configuration.this.rule[0].expiration) == 0
    error_message = "Broken uploads must go; a current state never."
  }
}

run "stored_plans_go_after_a_week" {
  command = plan

  assert {
    condition     = one([for r in aws_s3_bucket_lifecycle_configuration.this.rule : r.expiration[0].days if one(r.filter).prefix == "plans/" && r.status == "Enabled"]) == 7
    error_message = "A stored plan must be deleted after 7 days."
  }
  assert {
    condition     = one([for r in aws_s3_bucket_lifecycle_configuration.this.rule : r.noncurrent_version_expiration[0].noncurrent_days if one(r.filter).prefix == "plans/"]) == 1
    error_message = "A deleted plan must not stay as an older version."
  }
}

run "age_alone_decides_by_default" {
  command = plan

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 365
    error_message = "Replaced versions must stay a year."
  }
}

run "encrypted_with_a_key_of_its_own" {
  command = apply

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms" && one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == aws_kms_key.this.arn && one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled
    error_message = "States must be encrypted with the module's key, through a bucket key."
  }
  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30 && aws_kms_alias.this.name == "alias/qis-aws-123456789012-eu-west-1"
    error_message = "The key must rotate, be slow to delete and have the bucket's name as alias."
  }
  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[0].Principal.AWS == "arn:aws:iam::123456789012:root"
    error_message = "The key's policy must leave it to the account's IAM."
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false" && jsondecode(aws_s3_bucket_policy.this.policy).Statement[1].Condition.NumericLessThan["s3:TlsVersion"] == "1.2" && alltrue([for s in jsondecode(aws_s3_bucket_policy.this.policy).Statement : s.Effect == "Deny" && s.Principal == "*"])
    error_message = "Requests without TLS, or with one older than 1.2, must be refused to everyone."
  }
  assert {
    condition     = output.bucket_arn == "arn:aws:s3:::qis-aws-123456789012-eu-west-1" && output.key_arn == aws_kms_key.this.arn && output.key_alias == "alias/qis-aws-123456789012-eu-west-1"
    error_message = "Outputs must name bucket and key."
  }
}

run "options_of_the_key_and_teardown" {
  command = plan

  variables {
    key_rotation        = false
    key_deletion_days   = 7
    deletion_protection = false
  }
  assert {
    condition     = !aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 7 && aws_s3_bucket.this.force_destroy
    error_message = "Rotation, deletion window and protection must follow their inputs."
  }
}
