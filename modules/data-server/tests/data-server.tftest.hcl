# What each option of the data server does to the plan; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_ami_ids" {
    defaults = { ids = ["ami-0123456789abcdef0"] }
  }
  mock_data "aws_ec2_instance_types" {
    defaults = { instance_types = ["t3.medium", "t3.large", "t4g.small", "t3.small", "m6i.large"] }
  }
  # The real provider refuses random text here.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/qis" }
  }
  mock_data "aws_subnet" {
    defaults = { cidr_block = "192.168.112.0/20" }
  }
}

variables {
  environment        = "demo"
  tags               = { "qis-aws:environment" = "demo", "qis-aws:component" = "data-server" }
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_id          = "subnet-0123456789abcdef0"
  zone               = "eu-west-1b"
  security_group_ids = ["sg-0123456789abcdef0"]
  ami_id             = "ami-0123456789abcdef0"
  instance_type      = "t3.medium"
}

run "an_ami_that_does_not_exist_fails_the_first_plan" {
  command = plan
  override_data {
    target = data.aws_ami_ids.this
    values = { ids = [] }
  }
  expect_failures = [terraform_data.ami, check.ami]
}

run "an_instance_type_that_cannot_run_the_ami_fails_the_plan" {
  command = plan
  override_data {
    target = data.aws_ec2_instance_types.this
    values = { instance_types = [] }
  }
  expect_failures = [aws_instance.this]
}

run "a_root_volume_is_never_smaller_than_its_image" {
  command = plan
  override_data {
    target = data.aws_ami.this
    values = {
      root_device_name      = "/dev/sda1"
      block_device_mappings = [{ device_name = "/dev/sda1", ebs = { volume_size = "40" } }]
    }
  }
  assert {
    condition     = aws_instance.this.root_block_device[0].volume_size == 40
    error_message = "AWS refuses a volume that is smaller than the image's."
  }
}

run "data_is_on_encrypted_volumes_in_the_given_zone" {
  command = plan

  variables {
    database_volume_gib = 25
    images_volume_gib   = 250
  }
  assert {
    condition = alltrue([
      for volume in [aws_ebs_volume.database["original"], aws_ebs_volume.images["original"]] :
      volume.availability_zone == "eu-west-1b" && volume.encrypted && volume.type == "gp3" && volume.final_snapshot
    ])
    error_message = "Volumes must be encrypted gp3 in the input's zone, with a last snapshot."
  }
  assert {
    condition     = aws_ebs_volume.database["original"].size == 25 && aws_ebs_volume.images["original"].size == 250
    error_message = "Sizes must come from the inputs."
  }
}

run "the_server_is_hardened_and_protected" {
  command = plan

  assert {
    condition     = aws_instance.this.metadata_options[0].http_tokens == "required" && aws_instance.this.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "Only IMDSv2 with one hop."
  }
  assert {
    condition     = aws_instance.this.root_block_device[0].encrypted && aws_instance.this.root_block_device[0].volume_type == "gp3"
    error_message = "The root volume must be encrypted gp3."
  }
  assert {
    condition     = aws_instance.this.disable_api_termination && !aws_instance.this.user_data_replace_on_change
    error_message = "Termination protection, and no replacement by user data."
  }
  assert {
    condition     = aws_instance.this.monitoring
    error_message = "Detailed monitoring must be on."
  }
  assert {
    condition     = aws_secretsmanager_secret.this.recovery_window_in_days == 30 && aws_volume_attachment.database["original"].skip_destroy
    error_message = "Protected: the secret can be restored, and the volumes are never taken from a running server."
  }
}

run "without_protection_everything_can_go_at_once" {
  command = plan

  variables {
    protect = false
  }
  assert {
    condition     = !aws_instance.this.disable_api_termination && aws_secretsmanager_secret.this.recovery_window_in_days == 0
    error_message = "No termination protection and no recovery window."
  }
  assert {
    condition     = !aws_ebs_volume.images["original"].final_snapshot && !aws_volume_attachment.images["original"].skip_destroy && aws_volume_attachment.images["original"].stop_instance_before_detaching
    error_message = "No last snapshot; the server is stopped before its volumes go."
  }
}

run "a_public_address_only_when_asked_for" {
  command = plan

  variables {
    public_address = true
  }
  assert {
    condition     = aws_instance.this.associate_public_ip_address
    error_message = "One public address."
  }
}

run "snapshots_are_daily_and_kept_by_age" {
  command = plan

  variables {
    snapshot_days = 14
  }
  assert {
    condition     = aws_dlm_lifecycle_policy.this[0].policy_details[0].schedule[0].retain_rule[0].interval == 14
    error_message = "Snapshots must be kept for snapshot_days."
  }
  assert {
    condition     = aws_instance.this.tags["qis-aws:snapshots"] == aws_dlm_lifecycle_policy.this[0].policy_details[0].target_tags["qis-aws:snapshots"]
    error_message = "The server must carry the tag that the policy looks for."
  }
  assert {
    condition     = aws_dlm_lifecycle_policy.this[0].policy_details[0].resource_types[0] == "INSTANCE" && aws_dlm_lifecycle_policy.this[0].policy_details[0].parameters[0].exclude_boot_volume && aws_dlm_lifecycle_policy.this[0].policy_details[0].schedule[0].variable_tags["qis-aws:moment"] == "$(timestamp)"
    error_message = "Both volumes must be of one moment, without the boot volume, and say so."
  }
}

run "no_snapshots_without_days" {
  command = plan

  variables {
    snapshot_days = 0
  }
  assert {
    condition     = length(aws_dlm_lifecycle_policy.this) == 0 && length(aws_iam_role.snapshots) == 0
    error_message = "No policy and no role."
  }
}

run "in_a_subnet_of_others_the_address_belongs_to_an_interface_of_its_own" {
  command = plan

  variables {
    address = "interface"
  }
  override_resource {
    target          = aws_network_interface.this
    override_during = plan
    values          = { id = "eni-0123456789abcdef0", private_ip = "192.168.112.77" }
  }
  assert {
    condition     = length(aws_ec2_subnet_cidr_reservation.this) == 0 && aws_network_interface.this[0].subnet_id == "subnet-0123456789abcdef0" && aws_network_interface.this[0].security_groups == toset(["sg-0123456789abcdef0"])
    error_message = "Nothing of the subnet may be reserved; the interface must be in the given subnet and groups."
  }
  assert {
    condition     = one(aws_instance.this.network_interface).network_interface_id == "eni-0123456789abcdef0" && one(aws_instance.this.network_interface).device_index == 0
    error_message = "The server must use the interface."
  }
  assert {
    condition     = output.private_ip == "192.168.112.77" && aws_route53_record.data.records == toset(["192.168.112.77"])
    error_message = "The name must lead to the interface's address, which outlives the server."
  }
}

run "name_and_address_are_known_before_the_server_exists" {
  command = plan

  assert {
    condition     = output.host_name == "data.demo.qis.internal" && aws_route53_zone.this.name == "demo.qis.internal"
    error_message = "The name follows from the environment."
  }
  assert {
    condition     = output.private_ip == "192.168.112.10" && aws_instance.this.private_ip == "192.168.112.10" && aws_route53_record.data.records == toset(["192.168.112.10"])
    error_message = "The address follows from the subnet, so that it outlives the server."
  }
  assert {
    condition     = one(aws_route53_zone.this.vpc).vpc_id == "vpc-0123456789abcdef0"
    error_message = "The names are known inside the VPC only."
  }
  assert {
    condition     = aws_route53_record.data.ttl == 60 && aws_route53_record.data.type == "A"
    error_message = "A record that can move within a minute."
  }
}

run "user_data_writes_the_role_file_at_each_boot" {
  command = apply

  variables {
    role_settings = { QIS_MAX_CONNECTIONS = "300", QIS_CLIENT_CIDRS = "192.168.48.0/20,192.168.64.0/20" }
  }
  assert {
    condition     = startswith(local.user_data, "#cloud-config\n")
    error_message = "cloud-init knows user data by its first line."
  }
  assert {
    condition = join("\n", slice(yamldecode(local.user_data).bootcmd[0], 4, 13)) == join("\n", [
      "QIS_DATABASE_DEVICE=${output.database_volume_id}",
      "QIS_ENVIRONMENT=demo",
      "QIS_IMAGES_DEVICE=${output.images_volume_id}",
      "QIS_REGION=eu-west-1",
      "QIS_ROLE=data-server",
      "QIS_SECRET_ID=${output.secret_arn}",
      "QIS_CLIENT_CIDRS=192.168.48.0/20,192.168.64.0/20",
      "QIS_MAX_CONNECTIONS=300",
      "QIS_DATABASE_HOST=data.demo.qis.internal",
    ])
    error_message = "The role file must hold the module's lines and the caller's."
  }
  assert {
    condition     = join(" ", yamldecode(local.user_data).runcmd[0]) == "systemctl start --no-block qis-role.service"
    error_message = "The role must be applied, and cloud-init must not wait for it."
  }
  assert {
    condition     = yamldecode(local.user_data).bootcmd[0][2] == "mkdir -p /etc/qis && printf '%s\\n' \"$@\" > /etc/qis/role.env.new && chmod 0644 /etc/qis/role.env.new && mv /etc/qis/role.env.new /etc/qis/role.env"
    error_message = "The role file is written whole or not at all."
  }
}

run "the_only_server_is_a_full_server_behind_the_load_balancer" {
  command = apply

  variables {
    role             = "full-server"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/qis-demo/0123456789abcdef"
    role_settings    = { QIS_THREADS = "15" }
  }
  assert {
    condition     = aws_lb_target_group_attachment.this[0].target_id == output.instance_id
    error_message = "The load balancer must find it."
  }
  assert {
    condition = contains(yamldecode(local.user_data).bootcmd[0], "QIS_ROLE=full-server") && alltrue([
      for line in yamldecode(local.user_data).bootcmd[0] : !startswith(line, "QIS_DATABASE_HOST=")
    ])
    error_message = "A full server asks its own database, which listens to nobody else."
  }
}

run "growing_keeps_the_server_and_takes_it_from_the_load_balancer" {
  command = apply

  assert {
    condition     = aws_instance.this.id == run.the_only_server_is_a_full_server_behind_the_load_balancer.instance_id && length(aws_lb_target_group_attachment.this) == 0
    error_message = "Another role must not replace the server."
  }
  assert {
    condition     = output.database_volume_id == run.the_only_server_is_a_full_server_behind_the_load_balancer.database_volume_id && output.secret_arn == run.the_only_server_is_a_full_server_behind_the_load_balancer.secret_arn
    error_message = "Data and secret stay."
  }
}

run "the_server_may_read_and_write_its_one_secret" {
  command = apply

  assert {
    condition = jsondecode(aws_iam_role_policy.secret.policy).Statement == [{
      Action   = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"]
      Effect   = "Allow"
      Resource = [output.secret_arn]
    }]
    error_message = "Nothing but this secret."
  }
  assert {
    condition     = aws_iam_role_policy_attachment.session_manager.policy_arn == "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    error_message = "Session Manager is the way in."
  }
}

run "other_partitions_have_their_own_policies" {
  command = plan

  variables {
    zone = "cn-north-1a"
  }
  assert {
    condition     = aws_iam_role_policy_attachment.session_manager.policy_arn == "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore"
    error_message = "The partition follows from the zone."
  }
}

run "every_resource_can_be_found_by_its_tags" {
  command = plan

  assert {
    condition = alltrue([
      for address, tags in {
        "aws_ebs_volume.database/original" = aws_ebs_volume.database["original"].tags
        "aws_instance.this"                = aws_instance.this.tags
        "aws_secretsmanager_secret.this"   = aws_secretsmanager_secret.this.tags
        "aws_route53_zone.this"            = aws_route53_zone.this.tags
        "aws_dlm_lifecycle_policy.this/0"  = aws_dlm_lifecycle_policy.this[0].tags
      } : tags["qis-aws:resource"] == address && tags["qis-aws:environment"] == "demo"
    ])
    error_message = "Tags must lead back to the address."
  }
}

run "a_larger_new_image_changes_no_volume_of_an_existing_server" {
  command = plan
  override_data {
    target = data.aws_ami.this
    values = {
      root_device_name      = "/dev/sda1"
      block_device_mappings = [{ device_name = "/dev/sda1", ebs = { volume_size = "40" } }]
    }
  }
  assert {
    condition     = aws_instance.this.root_block_device[0].volume_size == 10
    error_message = "An existing server keeps its image and so its volume."
  }
}

run "a_site_whose_ami_is_in_the_state" {
  command = apply
  variables {
    ami_id = "ami-0fedcba9876543210"
  }
  override_data {
    target = data.aws_ami.this
    values = {
      architecture          = "x86_64"
      root_device_name      = "/dev/sda1"
      block_device_mappings = [{ device_name = "/dev/sda1", ebs = { volume_size = "40" } }]
    }
  }
}

run "still_plans_after_its_ami_was_deregistered" {
  command = plan
  variables {
    ami_id = "ami-0fedcba9876543210"
  }
  override_data {
    target = data.aws_ami_ids.this
    values = { ids = [] }
  }
  expect_failures = [check.ami]
  assert {
    condition     = jsonencode(terraform_data.ami.input) == jsonencode({ architecture = "x86_64", root_device_name = "/dev/sda1", root_volume_gib = 40 })
    error_message = "The facts of an AMI in use must not depend on the AMI."
  }
}

run "a_restored_copy_is_beside_the_volume_in_use" {
  command = plan

  variables {
    database_copies = { original = "", r1 = "snap-0123456789abcdef0" }
    images_copies   = { original = "", r1 = "snap-0fedcba9876543210" }
  }
  assert {
    condition     = aws_ebs_volume.database["r1"].snapshot_id == "snap-0123456789abcdef0" && aws_ebs_volume.images["r1"].snapshot_id == "snap-0fedcba9876543210"
    error_message = "Each copy must be made from its own snapshot."
  }
  assert {
    condition     = aws_volume_attachment.database["original"].device_name == "/dev/sdf" && aws_volume_attachment.images["original"].device_name == "/dev/sdg"
    error_message = "The volumes in use must keep their device names, or they would be detached."
  }
  assert {
    condition     = aws_volume_attachment.database["r1"].device_name == "/dev/sdh" && aws_volume_attachment.images["r1"].device_name == "/dev/sdi"
    error_message = "A copy must have a device name of its own."
  }
  assert {
    condition     = aws_volume_attachment.database["original"].skip_destroy && !aws_volume_attachment.database["r1"].skip_destroy && !aws_volume_attachment.database["r1"].stop_instance_before_detaching
    error_message = "A copy that does not serve must be removable while the server runs."
  }
  assert {
    condition     = aws_ebs_volume.database["r1"].final_snapshot && aws_ebs_volume.database["r1"].tags["Name"] == "qis-database-r1-demo"
    error_message = "A copy must be as protected as the original."
  }
}

run "the_copy_that_serves_is_what_the_server_uses" {
  command = apply

  variables {
    database_copies = { original = "", r1 = "snap-0123456789abcdef0" }
    database_serves = "r1"
    images_copies   = { original = "", r1 = "snap-0fedcba9876543210" }
    images_serves   = "r1"
  }
  assert {
    condition     = output.database_volume_id == aws_ebs_volume.database["r1"].id && output.images_volume_id == aws_ebs_volume.images["r1"].id
    error_message = "The outputs must name the volumes that serve."
  }
  assert {
    condition     = strcontains(local.user_data, aws_ebs_volume.database["r1"].id) && !strcontains(local.user_data, aws_ebs_volume.database["original"].id)
    error_message = "The server must mount the copy."
  }
}
