# The staging bucket of a move; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-west-1.amazonaws.com" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = {
      id  = "qis-migration-demo-123456789012-eu-west-1"
      arn = "arn:aws:s3:::qis-migration-demo-123456789012-eu-west-1"
    }
  }
}

variables {
  environment       = "demo"
  tags              = { "qis-aws:environment" = "demo", "qis-aws:component" = "migration" }
  server_role_names = ["qis-data-demo-eu-west-1"]
}

run "the_bucket_is_private_and_holds_only_copies" {
  command = apply

  assert {
    condition     = aws_s3_bucket.staging.bucket == "qis-migration-demo-123456789012-eu-west-1" && aws_s3_bucket.staging.force_destroy
    error_message = "A destroy deletes the copies too."
  }
  assert {
    condition     = aws_s3_bucket_public_access_block.staging.block_public_acls && aws_s3_bucket_public_access_block.staging.block_public_policy && aws_s3_bucket_public_access_block.staging.ignore_public_acls && aws_s3_bucket_public_access_block.staging.restrict_public_buckets
    error_message = "No public access."
  }
  assert {
    condition     = strcontains(aws_s3_bucket_policy.staging.policy, "\"aws:SecureTransport\":\"false\"") && strcontains(aws_s3_bucket_policy.staging.policy, "\"s3:TlsVersion\":\"1.2\"")
    error_message = "TLS 1.2 or later only."
  }
  assert {
    condition     = alltrue([for rule in aws_s3_bucket_server_side_encryption_configuration.staging.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"])
    error_message = "Encrypted with the S3 managed key."
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.staging.rule[0].expiration[0].days == 30 && aws_s3_bucket_lifecycle_configuration.staging.rule[0].noncurrent_version_expiration[0].noncurrent_days == 1
    error_message = "Copies expire after 30 days."
  }
}

run "only_the_named_servers_may_only_read_it" {
  command = apply

  assert {
    condition     = length(aws_iam_role_policy.servers) == 1 && aws_iam_role_policy.servers[0].role == "qis-data-demo-eu-west-1" && length(aws_iam_role_policy.key) == 0
    error_message = "One policy for each role."
  }
  assert {
    condition     = sort(flatten(jsondecode(aws_iam_role_policy.servers[0].policy).Statement[*].Action)) == tolist(["s3:GetObject", "s3:ListBucket"])
    error_message = "Read and list, nothing else."
  }
  assert {
    condition     = flatten(jsondecode(aws_iam_role_policy.servers[0].policy).Statement[*].Resource) == ["arn:aws:s3:::qis-migration-demo-123456789012-eu-west-1/import/*", "arn:aws:s3:::qis-migration-demo-123456789012-eu-west-1"]
    error_message = "Of this bucket only."
  }
}

run "a_key_of_the_customer_encrypts_the_copies" {
  command = apply

  variables {
    encryption_key = "arn:aws:kms:eu-west-1:123456789012:key/0123"
  }
  assert {
    condition     = alltrue([for rule in aws_s3_bucket_server_side_encryption_configuration.staging.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" && rule.apply_server_side_encryption_by_default[0].kms_master_key_id == "arn:aws:kms:eu-west-1:123456789012:key/0123"])
    error_message = "Encrypted with the key."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.key[0].policy).Statement[0].Action == ["kms:Decrypt"] && jsondecode(aws_iam_role_policy.key[0].policy).Statement[0].Condition.StringLike["kms:ViaService"] == "s3.*"
    error_message = "The servers may decrypt the copies with it, and only through S3."
  }
}
