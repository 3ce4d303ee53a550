# What each option of the container host does to the plan; no AWS account needed.

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
}

variables {
  environment        = "demo"
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

run "data_is_on_encrypted_volumes_that_outlive_the_host" {
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

run "the_host_is_hardened_and_protected" {
  command = plan

  assert {
    condition     = aws_instance.this.metadata_options[0].http_tokens == "required" && aws_instance.this.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "Only IMDSv2 with one hop: none from inside a container."
  }
  assert {
    condition     = aws_instance.this.root_block_device[0].encrypted && aws_instance.this.root_block_device[0].volume_size == 30
    error_message = "The ECS-optimized image takes 30 GiB, encrypted."
  }
  assert {
    condition     = aws_instance.this.disable_api_termination && aws_volume_attachment.database["original"].skip_destroy && aws_secretsmanager_secret.this.recovery_window_in_days == 30
    error_message = "Protected."
  }
}

run "at_each_boot_the_volumes_are_mounted_or_the_agent_does_not_start" {
  command = apply

  assert {
    condition     = startswith(local.user_data, "#cloud-config\n") && length(yamldecode(local.user_data).bootcmd) == 1
    error_message = "cloud-init knows user data by its first line, and runs bootcmd at each boot."
  }
  assert {
    condition     = slice(yamldecode(local.user_data).bootcmd[0], 3, 7) == ["mount-volumes", "qis-host-demo", output.database_volume_id, output.images_volume_id]
    error_message = "The script must get cluster and volumes."
  }
  assert {
    condition     = strcontains(yamldecode(local.user_data).bootcmd[0][2], "mkfs.ext4") && strcontains(yamldecode(local.user_data).bootcmd[0][2], "mask --runtime --now ecs.service")
    error_message = "The script itself goes along."
  }
  assert {
    condition     = strcontains(yamldecode(local.user_data).bootcmd[0][2], "ECS_INSTANCE_ATTRIBUTES={\"qis.volumes\":\"mounted\"}")
    error_message = "Tasks are placed by this attribute, which ECS takes at the first registration alone."
  }
}

run "the_host_may_do_what_the_agent_does_and_read_no_secret" {
  command = plan

  assert {
    condition     = aws_iam_role_policy_attachment.agent.policy_arn == "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
    error_message = "The agent of ECS."
  }
  assert {
    condition     = aws_iam_role_policy_attachment.session_manager.policy_arn == "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    error_message = "Session Manager is the way in."
  }
}

run "volumes_are_made_from_snapshots_when_asked" {
  command = plan

  variables {
    restore_from = { images = "snap-0123456789abcdef0" }
  }
  assert {
    condition     = aws_ebs_volume.images["original"].snapshot_id == "snap-0123456789abcdef0"
    error_message = "From the snapshot."
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
}

run "without_protection_everything_can_go_at_once" {
  command = plan

  variables {
    protect       = false
    snapshot_days = 0
  }
  assert {
    condition     = !aws_instance.this.disable_api_termination && !aws_ebs_volume.images["original"].final_snapshot && length(aws_dlm_lifecycle_policy.this) == 0
    error_message = "No protection, no last snapshot, no snapshots."
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
        "aws_ecs_cluster.this"             = aws_ecs_cluster.this.tags
      } : tags["qis-aws:resource"] == address
    ])
    error_message = "Tags must lead back to the address."
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
