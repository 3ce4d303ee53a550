# What each option of the image does to the plan; Image Builder is not in the emulator, so this is where it is tested.

mock_provider "aws" {
  # The real provider refuses random text here.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/qis" }
  }
  mock_resource "aws_imagebuilder_component" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:component/qis/1.0.1/1" }
  }
  mock_resource "aws_imagebuilder_image_recipe" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:image-recipe/qis/1.0.1" }
  }
  mock_resource "aws_imagebuilder_container_recipe" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:container-recipe/qis/1.0.1" }
  }
  mock_resource "aws_imagebuilder_infrastructure_configuration" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/qis" }
  }
  mock_resource "aws_imagebuilder_distribution_configuration" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:distribution-configuration/qis" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:qis" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-west-1:123456789012:rule/qis" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:123456789012:qis" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:123456789012:key/a" }
  }
  mock_resource "aws_ecr_repository" {
    defaults = { arn = "arn:aws:ecr:eu-west-1:123456789012:repository/qis-aws/demo" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::qis" }
  }
  mock_data "aws_subnet" {
    defaults = { vpc_id = "vpc-0123456789abcdef0" }
  }
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-west-1.amazonaws.com" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  environment        = "demo"
  subnet_id          = "subnet-0123456789abcdef0"
  security_group_ids = ["sg-0123456789abcdef0"]
}

run "the_recipe_is_ubuntu_on_an_encrypted_volume_tested_before_release" {
  command = apply

  assert {
    condition     = aws_imagebuilder_image_recipe.this.parent_image == "arn:aws:imagebuilder:eu-west-1:aws:image/ubuntu-server-24-lts-x86/x.x.x"
    error_message = "Ubuntu 24.04 on x86_64 must be the default."
  }
  assert {
    condition = alltrue([
      for device in aws_imagebuilder_image_recipe.this.block_device_mapping :
      device.device_name == "/dev/sda1" && device.ebs[0].encrypted == "true" && device.ebs[0].volume_type == "gp3" && device.ebs[0].volume_size == 8
    ])
    error_message = "The root volume must be encrypted gp3 of 8 GiB."
  }
  assert {
    condition     = [for c in aws_imagebuilder_image_recipe.this.component : [for p in c.parameter : p.name]] == [["Archive", "ArchiveSha256", "Kept", "Skip", "Source", "SourceSha256"], ["Region", "SecretId"], []]
    error_message = "Install, test and clean, in this order, each with its parameters."
  }
  assert {
    condition     = aws_imagebuilder_image_pipeline.this.image_tests_configuration[0].image_tests_enabled && strcontains(aws_imagebuilder_component.test.data, "QIS_ROLE=full-server")
    error_message = "An image must serve as a full server before it is released."
  }
  assert {
    condition     = strcontains(aws_s3_object.archive.key, filesha256("files/qis-aws-server.tar.gz"))
    error_message = "The archive's address must hold its hash."
  }
  assert {
    condition     = one(aws_imagebuilder_infrastructure_configuration.this.instance_metadata_options).http_tokens == "required" && aws_imagebuilder_infrastructure_configuration.this.subnet_id == var.subnet_id
    error_message = "The build server must be in the given subnet, with IMDSv2."
  }
  assert {
    condition     = one(aws_imagebuilder_image_pipeline.this.schedule).schedule_expression == "cron(0 4 ? * sun *)"
    error_message = "Security updates every week."
  }
  assert {
    condition     = output.parameter_name == "/qis-aws/demo/image/x86_64" && output.repository_url == null
    error_message = "One parameter name, and no repository unless asked for."
  }
}

run "a_build_server_without_groups_gets_one_that_only_lets_out" {
  command = plan

  variables {
    security_group_ids = []
  }
  assert {
    condition     = length(aws_security_group.build) == 1 && aws_security_group.build[0].vpc_id == "vpc-0123456789abcdef0"
    error_message = "A group in the VPC of the subnet."
  }
  assert {
    condition     = [aws_vpc_security_group_egress_rule.build_http[0].to_port, aws_vpc_security_group_egress_rule.build_https[0].to_port] == [80, 443]
    error_message = "Packages by HTTP, everything else by HTTPS."
  }
}

run "a_build_server_with_groups_needs_no_other" {
  command = plan

  assert {
    condition     = length(aws_security_group.build) == 0 && aws_imagebuilder_infrastructure_configuration.this.security_group_ids == toset(["sg-0123456789abcdef0"])
    error_message = "Exactly the groups that were given."
  }
}

run "amazon_linux_on_arm" {
  command = plan

  variables {
    system       = "amazon-linux"
    architecture = "arm64"
    schedule     = ""
  }
  assert {
    condition     = aws_imagebuilder_image_recipe.this.parent_image == "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-arm64/x.x.x" && one(aws_imagebuilder_image_recipe.this.block_device_mapping).device_name == "/dev/xvda"
    error_message = "Amazon Linux 2023 on arm64, with its own root device."
  }
  assert {
    condition     = one(aws_imagebuilder_infrastructure_configuration.this.instance_types) == "t4g.medium" && length(aws_imagebuilder_image_pipeline.this.schedule) == 0
    error_message = "The build server must have the image's processor; no schedule when empty."
  }
}

run "the_last_good_image_as_parent_makes_another_version" {
  command = apply

  variables {
    parent_image = "ami-0123456789abcdef0"
  }
  assert {
    condition     = aws_imagebuilder_image_recipe.this.parent_image == "ami-0123456789abcdef0" && aws_imagebuilder_image_recipe.this.version != run.the_recipe_is_ubuntu_on_an_encrypted_volume_tested_before_release.recipe_version
    error_message = "AWS never changes a recipe: another content needs another version."
  }
}

run "copies_and_shares_with_keys_of_its_own" {
  command = plan

  variables {
    regions             = ["eu-central-1"]
    share_with_accounts = ["210987654321"]
    kms_key_arns = {
      "eu-west-1"    = "arn:aws:kms:eu-west-1:123456789012:key/a"
      "eu-central-1" = "arn:aws:kms:eu-central-1:123456789012:key/b"
    }
  }
  assert {
    condition     = toset([for d in aws_imagebuilder_distribution_configuration.this.distribution : d.region]) == toset(["eu-west-1", "eu-central-1"])
    error_message = "Home and each further region."
  }
  assert {
    condition = alltrue([
      for d in aws_imagebuilder_distribution_configuration.this.distribution :
      d.ami_distribution_configuration[0].kms_key_id == var.kms_key_arns[d.region] && d.ami_distribution_configuration[0].launch_permission[0].user_ids == toset(["210987654321"])
    ])
    error_message = "Each copy with the key of its region, for the given accounts."
  }
}

run "refuses_to_share_without_a_key_at_home" {
  command = plan

  variables {
    regions             = ["eu-central-1"]
    share_with_accounts = ["210987654321"]
    kms_key_arns        = { "eu-central-1" = "arn:aws:kms:eu-central-1:123456789012:key/b" }
  }
  expect_failures = [aws_imagebuilder_distribution_configuration.this]
}

run "a_good_image_is_named_in_each_region" {
  command = apply

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.publish.event_pattern).detail.state.status == ["AVAILABLE"] && jsondecode(aws_cloudwatch_event_rule.publish.event_pattern).resources == [{ prefix = "arn:aws:imagebuilder:eu-west-1:123456789012:image/qis-demo-x86-64/" }, { prefix = "arn:aws:imagebuilder:eu-west-1:123456789012:image/qis-demo-x86-64-container/" }]
    error_message = "Only this pipeline's images, and only those that passed."
  }
  assert {
    condition     = aws_lambda_function.publish.environment[0].variables == tomap({ PARAMETER = "/qis-aws/demo/image/x86_64", IMAGE_NAME = "qis-image-demo", PIPELINE = "qis-demo-x86-64", REPOSITORY = "", SCAN = "none" }) && strcontains(aws_iam_role_policy.publish.policy, "arn:aws:ssm:*:123456789012:parameter/qis-aws/demo/image/x86_64")
    error_message = "The function must be able to write this parameter and no other."
  }
}

run "the_build_server_may_do_no_more_than_it_needs" {
  command = apply

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.build.policy).Statement : s.Action])) == toset([
      "s3:GetObject", "s3:ListBucket", "s3:PutObject", "imagebuilder:GetComponent", "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue", "logs:CreateLogGroup", "logs:CreateLogStream",
      "logs:PutLogEvents"
    ]) && !contains(flatten([for s in jsondecode(aws_iam_role_policy.build.policy).Statement : s.Resource]), "*")
    error_message = "These actions, on named resources."
  }
}

run "the_container_image_has_the_same_steps" {
  command = apply

  variables {
    container = true
  }
  assert {
    condition     = aws_ecr_repository.this[0].image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.this[0].image_scanning_configuration[0].scan_on_push && aws_ecr_repository.this[0].encryption_configuration[0].encryption_type == "KMS" && !aws_ecr_repository.this[0].force_delete
    error_message = "Immutable tags, scanned, encrypted, not destroyed with its images."
  }
  assert {
    condition     = aws_imagebuilder_container_recipe.this[0].component[0].component_arn == aws_imagebuilder_image_recipe.this.component[0].component_arn && contains([for p in aws_imagebuilder_container_recipe.this[0].component[0].parameter : p.value], "cloudwatch")
    error_message = "The component of the machine image, without the CloudWatch agent."
  }
}

run "old_images_and_logs_end_and_none_in_use" {
  command = apply

  variables {
    container  = true
    image_days = 180
  }
  assert {
    condition = alltrue([
      for detail in aws_imagebuilder_lifecycle_policy.this.policy_detail :
      detail.action[0].type == "DELETE" && detail.action[0].include_resources[0].snapshots &&
      detail.filter[0].value == 180 && detail.filter[0].retain_at_least == 10 &&
      detail.exclusion_rules[0].amis[0].tag_map == tomap({ "qis-aws:in-use" = "true" }) &&
      detail.exclusion_rules[0].amis[0].last_launched[0].value == 180
    ])
    error_message = "AMIs and snapshots by age, but not the newest, not those in use, and not those that were launched lately."
  }
  assert {
    condition     = one(aws_imagebuilder_lifecycle_policy.this.resource_selection).tag_map == tomap({ "qis-aws:pipeline" = "qis-demo-x86-64" }) && aws_lambda_function.publish.environment[0].variables.PIPELINE == "qis-demo-x86-64"
    error_message = "The images of this pipeline only."
  }
  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules : rule.selection.tagStatus] == ["tagged", "untagged", "any"] && jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[0].selection.tagPatternList == ["in-use-*"]
    error_message = "An image in use matches the first rule, so that no later one expires it."
  }
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : [rule.filter[0].prefix, try(rule.expiration[0].days, 0), rule.noncurrent_version_expiration[0].noncurrent_days]] == [["logs/", 365, 1], ["", 0, 365]]
    error_message = "Build logs end after a year, and so do old versions of what is kept."
  }
  assert {
    condition     = [aws_cloudwatch_log_group.build.name, aws_cloudwatch_log_group.build.retention_in_days, aws_cloudwatch_log_group.container[0].name] == ["/aws/imagebuilder/qis-demo-x86-64", 365, "/aws/imagebuilder/qis-demo-x86-64-container"]
    error_message = "The log groups that Image Builder writes to, with an end."
  }
  assert {
    condition     = aws_secretsmanager_secret.test.recovery_window_in_days == 0
    error_message = "The test's secret must not keep its name after a destroy."
  }
}

run "an_image_with_severe_findings_is_not_released" {
  command = apply

  variables {
    scan = "high"
  }
  assert {
    condition     = one(aws_imagebuilder_image_pipeline.this.image_scanning_configuration).image_scanning_enabled && aws_lambda_function.publish.environment[0].variables.SCAN == "high"
    error_message = "The pipeline scans, and the function knows the limit."
  }
}

run "a_source_of_ones_own" {
  command = apply

  variables {
    source_uri    = "s3://example-qis/qis.tar.gz"
    source_sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
  assert {
    condition     = contains([for p in aws_imagebuilder_image_recipe.this.component[0].parameter : p.value], var.source_uri) && contains([for p in aws_imagebuilder_image_recipe.this.component[0].parameter : p.value], var.source_sha256)
    error_message = "The build gets the archive and its checksum."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.source[0].policy).Statement[0].Resource == ["arn:aws:s3:::example-qis/qis.tar.gz"]
    error_message = "The build server may read this archive."
  }
  assert {
    condition     = aws_imagebuilder_image_recipe.this.version != run.the_recipe_is_ubuntu_on_an_encrypted_volume_tested_before_release.recipe_version
    error_message = "Another source is another recipe."
  }
}

run "failures_are_mailed" {
  command = apply

  variables {
    operator_email = "ops@example.com"
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.failed[0].event_pattern).detail.state.status == ["FAILED", "CANCELLED"] && aws_sns_topic_subscription.operator[0].endpoint == "ops@example.com"
    error_message = "A build that failed."
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.publish[0].destination_config[0].on_failure[0].destination == aws_sns_topic.operator[0].arn && strcontains(aws_iam_role_policy.publish_failures[0].policy, "sns:Publish")
    error_message = "A release that failed, even if the function never ran well."
  }
}

run "a_container_of_another_base" {
  command = plan

  variables {
    container        = true
    container_parent = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ubuntu@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
  assert {
    condition     = aws_imagebuilder_container_recipe.this[0].parent_image == var.container_parent
    error_message = "The given image, by its digest."
  }
}

run "refuses_a_container_image_for_arm" {
  command = plan

  variables {
    container    = true
    architecture = "arm64"
  }
  expect_failures = [aws_imagebuilder_container_recipe.this]
}
