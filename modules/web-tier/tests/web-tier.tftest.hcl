# What each option of the web tier does to the plan; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_ami_ids" {
    defaults = { ids = ["ami-0123456789abcdef0"] }
  }
  mock_data "aws_ec2_instance_types" {
    defaults = { instance_types = ["t3.medium", "t3.large", "t4g.small", "t3.small", "m6i.large"] }
  }
  mock_data "aws_ami" {
    defaults = { root_device_name = "/dev/xvda" }
  }
  # The real provider refuses random text here.
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0123456789abcdef0", latest_version = 7 }
  }
  mock_resource "aws_autoscaling_policy" {
    defaults = { arn = "arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:0123:autoScalingGroupName/qis:policyName/qis" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:123456789012:qis-operator-demo" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:123456789012:key/0123" }
  }
}

variables {
  environment        = "demo"
  tags               = { "qis-aws:environment" = "demo", "qis-aws:component" = "web-tier" }
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  security_group_ids = ["sg-0123456789abcdef0"]
  ami_id             = "ami-0123456789abcdef0"
  instance_type      = "t3.medium"
  target_group_arn   = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/qis-demo/0123456789abcdef"
  secret_arn         = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:qis-aws/demo-AbCdEf"
  role_settings      = { QIS_DATABASE_HOST = "data.demo.qis.internal", QIS_THREADS = "15" }
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
  expect_failures = [aws_launch_template.this, aws_instance.full_time]
}

run "the_launch_template_is_hardened" {
  command = plan

  assert {
    condition     = aws_launch_template.this.metadata_options[0].http_tokens == "required" && aws_launch_template.this.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "Only IMDSv2 with one hop."
  }
  assert {
    condition     = aws_launch_template.this.block_device_mappings[0].device_name == "/dev/xvda" && aws_launch_template.this.block_device_mappings[0].ebs[0].encrypted == "true"
    error_message = "The image's own root volume must be encrypted."
  }
  assert {
    condition     = aws_launch_template.this.monitoring[0].enabled
    error_message = "Scaling needs detailed monitoring."
  }
  assert {
    condition     = aws_launch_template.this.network_interfaces[0].associate_public_ip_address == "false" && aws_launch_template.this.network_interfaces[0].security_groups == toset(["sg-0123456789abcdef0"])
    error_message = "No public address unless asked for."
  }
}

run "the_full_time_server_is_hardened_likewise" {
  command = plan

  assert {
    condition     = aws_instance.full_time[0].metadata_options[0].http_tokens == "required" && aws_instance.full_time[0].root_block_device[0].encrypted && aws_instance.full_time[0].monitoring
    error_message = "Only IMDSv2, an encrypted root volume, detailed monitoring."
  }
  assert {
    condition     = aws_instance.full_time[0].subnet_id == "subnet-0123456789abcdef0" && !aws_instance.full_time[0].user_data_replace_on_change
    error_message = "In the first subnet, and no replacement by user data."
  }
}

run "public_addresses_when_asked_for" {
  command = plan

  variables {
    public_address = true
  }
  assert {
    condition     = aws_launch_template.this.network_interfaces[0].associate_public_ip_address == "true" && aws_launch_template.this.network_interfaces[0].security_groups == toset(["sg-0123456789abcdef0"])
    error_message = "The template asks for a public address."
  }
  assert {
    condition     = aws_instance.full_time[0].associate_public_ip_address
    error_message = "The full-time server too."
  }
}

run "user_data_writes_the_role_file" {
  command = plan

  assert {
    condition = join("\n", slice(yamldecode(base64decode(aws_launch_template.this.user_data)).bootcmd[0], 4, 11)) == join("\n", [
      "QIS_ENVIRONMENT=demo",
      "QIS_REGION=eu-west-1",
      "QIS_ROLE=web-server",
      "QIS_SECRET_ID=arn:aws:secretsmanager:eu-west-1:123456789012:secret:qis-aws/demo-AbCdEf",
      "QIS_WEB_GROUP=qis-web-demo",
      "QIS_DATABASE_HOST=data.demo.qis.internal",
      "QIS_THREADS=15",
    ])
    error_message = "The role file must hold the module's lines and the caller's."
  }
}

run "the_servers_may_only_read_the_one_secret" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.secret.policy).Statement == [{
      Action   = ["secretsmanager:GetSecretValue"]
      Effect   = "Allow"
      Resource = ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:qis-aws/demo-AbCdEf"]
    }]
    error_message = "Reading this secret, nothing else."
  }
}

run "one_full_time_server_and_a_group_of_none_to_three" {
  command = plan

  assert {
    condition     = length(aws_instance.full_time) == 1 && length(aws_lb_target_group_attachment.full_time) == 1 && length(aws_autoscaling_group.full_time) == 0
    error_message = "One full-time server behind the load balancer."
  }
  assert {
    condition     = aws_autoscaling_group.this.name == "qis-web-demo" && aws_autoscaling_group.this.min_size == 0 && aws_autoscaling_group.this.max_size == 3
    error_message = "The group is empty at rest and holds three at most."
  }
  assert {
    condition     = aws_autoscaling_group.this.health_check_type == "ELB" && aws_autoscaling_group.this.health_check_grace_period == 600
    error_message = "The load balancer decides which servers are healthy."
  }
  assert {
    condition     = length(aws_autoscaling_group.this.vpc_zone_identifier) == 2
    error_message = "Spread over all subnets."
  }
  assert {
    condition     = !aws_autoscaling_group.this.instance_refresh[0].preferences[0].auto_rollback && aws_autoscaling_group.this.instance_refresh[0].strategy == "Rolling"
    error_message = "A new image is rolled out, without a rollback to the same version."
  }
}

run "servers_are_launched_before_others_are_terminated" {
  command = plan

  variables {
    self_healing = true
  }
  assert {
    condition = alltrue([
      for group in [aws_autoscaling_group.this, aws_autoscaling_group.full_time[0]] :
      group.instance_maintenance_policy[0].min_healthy_percentage == 100 && group.instance_maintenance_policy[0].max_healthy_percentage == 200
    ])
    error_message = "A failed server is terminated after its replacement is healthy, also in a group of one."
  }
  assert {
    condition = alltrue([
      for group in [aws_autoscaling_group.this, aws_autoscaling_group.full_time[0]] :
      group.instance_refresh[0].preferences[0].min_healthy_percentage == 100 && group.instance_refresh[0].preferences[0].max_healthy_percentage == 200
    ])
    error_message = "A new image never leaves a group below its desired capacity."
  }
}

run "the_version_is_pinned_to_a_number" {
  command = apply

  assert {
    condition     = aws_autoscaling_group.this.launch_template[0].version == "7"
    error_message = "The version must be the number that this apply made, never $Latest."
  }
}

run "tags_reach_the_servers_except_the_groups_address" {
  command = plan

  assert {
    condition     = tomap({ for tag in aws_autoscaling_group.this.tag : tag.key => tag.propagate_at_launch }) == tomap({ "Name" = true, "qis-aws:component" = true, "qis-aws:environment" = true, "qis-aws:resource" = false })
    error_message = "Servers of the group get all tags but qis-aws:resource."
  }
  assert {
    condition     = one([for tag in aws_autoscaling_group.this.tag : tag.value if tag.key == "qis-aws:resource"]) == "aws_autoscaling_group.this"
    error_message = "The group's tag must lead back to its address."
  }
}

run "step_scaling_watches_all_web_servers" {
  command = plan

  assert {
    condition     = alltrue([for policy in [aws_autoscaling_policy.out[0], aws_autoscaling_policy.in[0]] : policy.policy_type == "StepScaling" && policy.adjustment_type == "ChangeInCapacity"])
    error_message = "AWS advises against simple scaling."
  }
  assert {
    condition     = one(aws_autoscaling_policy.out[0].step_adjustment).scaling_adjustment == 1 && one(aws_autoscaling_policy.out[0].step_adjustment).metric_interval_lower_bound == "0" && one(aws_autoscaling_policy.in[0].step_adjustment).scaling_adjustment == -1 && one(aws_autoscaling_policy.in[0].step_adjustment).metric_interval_upper_bound == "0"
    error_message = "One server more above the threshold, or less below it."
  }
  assert {
    condition     = aws_autoscaling_policy.out[0].estimated_instance_warmup == 300 && aws_autoscaling_group.this.default_instance_warmup == 300
    error_message = "A server that warms up counts, so no further one is added for the same load."
  }
  assert {
    condition     = length(aws_autoscaling_policy.target) == 0
    error_message = "No target tracking beside the steps."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.out[0].threshold == 80 && aws_cloudwatch_metric_alarm.out[0].comparison_operator == "GreaterThanThreshold" && aws_cloudwatch_metric_alarm.out[0].datapoints_to_alarm == 3 && aws_cloudwatch_metric_alarm.out[0].evaluation_periods == 5
    error_message = "Out above 80 %, in 3 of 5 minutes: the newest ones may not have arrived."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.in[0].threshold == 50 && aws_cloudwatch_metric_alarm.in[0].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.in[0].datapoints_to_alarm == 9 && aws_cloudwatch_metric_alarm.in[0].evaluation_periods == 10
    error_message = "In below 50 %, in 9 of 10 minutes."
  }
  assert {
    condition = alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.out[0], aws_cloudwatch_metric_alarm.in[0]] :
      { for query in alarm.metric_query : query.id => query.expression if contains(["total", "servers"], query.id) } == {
        total   = "FILL(full, 0) + FILL(n, 0) * FILL(fleet, 0)"
        servers = "(FILL(full, -1) >= 0) + FILL(n, 0) * (FILL(fleet, -1) >= 0)"
      }
    ])
    error_message = "The mean over the full-time server and the group's servers."
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.out[0].metric_query : query.expression if query.return_data]) == "total / IF(servers > 0, servers, 1)"
    error_message = "Without any value, 0: no server is added."
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.in[0].metric_query : query.expression if query.return_data]) == "IF(servers > 0, total / IF(servers > 0, servers, 1), 100)"
    error_message = "Without any value, 100: no server is removed."
  }
  assert {
    condition     = alltrue(flatten([for query in aws_cloudwatch_metric_alarm.out[0].metric_query : [for metric in query.metric : metric.period == 60]]))
    error_message = "By the minute, as detailed monitoring reports."
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.out[0].metric_query : query.metric[0].dimensions if query.id == "fleet"]) == tomap({ AutoScalingGroupName = "qis-web-demo" })
    error_message = "The group's CPU by the group's name."
  }
}

run "scaling_follows_its_input" {
  command = plan

  variables {
    scaling = { minimum = 1, maximum = 5, scale_out_above = 70, scale_in_below = 30, cooldown = 420 }
  }
  assert {
    condition     = aws_autoscaling_group.this.min_size == 1 && aws_autoscaling_group.this.max_size == 5
    error_message = "One to five servers."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.out[0].threshold == 70 && aws_cloudwatch_metric_alarm.in[0].threshold == 30 && aws_autoscaling_policy.in[0].estimated_instance_warmup == 420 && aws_autoscaling_group.this.default_instance_warmup == 420
    error_message = "Thresholds and warm-up must come from the input."
  }
}

run "target_tracking_leaves_only_the_first_and_last_server_to_steps" {
  command = plan

  variables {
    scaling = { policy = "target-tracking", scale_out_above = 60 }
  }
  assert {
    condition     = aws_autoscaling_policy.target[0].target_tracking_configuration[0].target_value == 60 && aws_autoscaling_policy.target[0].target_tracking_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ASGAverageCPUUtilization"
    error_message = "The group's CPU is kept at 60 %."
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.out[0].metric_query : query.expression if query.return_data]) == "IF(FILL(n, 0) < 1, FILL(full, 0), 0)"
    error_message = "The step out is for an empty group only."
  }
  assert {
    condition     = startswith(one([for query in aws_cloudwatch_metric_alarm.in[0].metric_query : query.expression if query.return_data]), "IF(FILL(n, 0) > 1, 100,")
    error_message = "The step in is for the last server only."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.out[0].threshold == 60 && aws_cloudwatch_metric_alarm.in[0].threshold == 30
    error_message = "The last one goes below half of the target."
  }
}

run "target_tracking_alone_for_a_group_that_is_never_empty" {
  command = plan

  variables {
    scaling = { policy = "target-tracking", minimum = 1, scale_out_above = 40 }
  }
  assert {
    condition     = length(aws_autoscaling_policy.target) == 1 && length(aws_autoscaling_policy.out) == 0 && length(aws_cloudwatch_metric_alarm.in) == 0
    error_message = "No steps beside target tracking."
  }
}

run "requests_are_counted_at_the_load_balancer" {
  command = plan

  variables {
    scaling           = { policy = "request-count", minimum = 1, request_target = 600 }
    load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/qis-lb-demo/fedcba9876543210"
  }
  assert {
    condition     = aws_autoscaling_policy.requests[0].target_tracking_configuration[0].target_value == 600 && aws_autoscaling_policy.requests[0].target_tracking_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ALBRequestCountPerTarget"
    error_message = "The requests of each target are kept at 600."
  }
  assert {
    condition     = aws_autoscaling_policy.requests[0].target_tracking_configuration[0].predefined_metric_specification[0].resource_label == "app/qis-lb-demo/fedcba9876543210/targetgroup/qis-demo/0123456789abcdef"
    error_message = "Those of this target group at this load balancer."
  }
  assert {
    condition     = length(aws_autoscaling_policy.target) + length(aws_autoscaling_policy.out) + length(aws_cloudwatch_metric_alarm.out) == 0
    error_message = "CPU does not matter."
  }
}

run "a_self_healing_full_time_server_is_a_group_of_one" {
  command = plan

  variables {
    self_healing = true
  }
  assert {
    condition     = length(aws_instance.full_time) == 0 && length(aws_lb_target_group_attachment.full_time) == 0 && output.full_time_instance_id == null
    error_message = "No single instance."
  }
  assert {
    condition     = aws_autoscaling_group.full_time[0].min_size == 1 && aws_autoscaling_group.full_time[0].max_size == 1
    error_message = "A group of exactly one."
  }
  assert {
    condition     = one([for tag in aws_autoscaling_group.full_time[0].tag : tag.value if tag.key == "qis-aws:resource"]) == "aws_autoscaling_group.full_time/0"
    error_message = "The group's tag must lead back to its address."
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.out[0].metric_query : query.metric[0].dimensions if query.id == "full"]) == tomap({ AutoScalingGroupName = "qis-web-full-time-demo" })
    error_message = "The alarms follow the group of one through replacements."
  }
}

run "no_mail_without_an_address" {
  command = plan

  assert {
    condition     = length(aws_sns_topic.operator) == 0 && length(aws_kms_key.operator) == 0 && length(aws_cloudwatch_event_rule.groups) == 0 && output.topic_arn == null
    error_message = "No topic, key or rule."
  }
}

run "mails_about_launches_ends_and_failures" {
  command = apply

  variables {
    operator_email = "ops@example.com"
  }
  assert {
    condition     = aws_sns_topic_subscription.operator[0].protocol == "email" && aws_sns_topic_subscription.operator[0].endpoint == "ops@example.com"
    error_message = "The operator gets mail."
  }
  assert {
    condition     = aws_sns_topic.operator[0].kms_master_key_id == aws_kms_key.operator[0].arn && aws_kms_key.operator[0].enable_key_rotation
    error_message = "The topic is encrypted with a key of its own."
  }
  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.groups[0].event_pattern) == {
      source      = ["aws.autoscaling", "qis-aws"]
      detail-type = ["EC2 Instance Launch Successful", "EC2 Instance Launch Unsuccessful", "EC2 Instance Terminate Successful", "EC2 Instance Terminate Unsuccessful", "EC2 Auto Scaling Instance Refresh Failed", "Test of the alarm paths"]
      detail      = { AutoScalingGroupName = ["qis-web-demo", "qis-web-full-time-demo"] }
    }
    error_message = "Launches, ends, and failures of both groups, and the event of qis-aws alarms test."
  }
  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_kms_key.operator[0].policy).Statement : statement.Principal.Service if contains(keys(statement.Principal), "Service")])) == toset(["events.amazonaws.com", "cloudwatch.amazonaws.com"])
    error_message = "EventBridge and CloudWatch must be able to use the key."
  }
}

run "without_a_full_time_server_the_group_holds_all" {
  command = apply

  variables {
    full_time    = false
    self_healing = true
    scaling      = { minimum = 2, maximum = 6 }
  }
  assert {
    condition     = length(aws_instance.full_time) + length(aws_lb_target_group_attachment.full_time) + length(aws_autoscaling_group.full_time) == 0 && output.full_time_instance_id == null
    error_message = "No server beside the group."
  }
  assert {
    condition     = aws_autoscaling_group.this.min_size == 2 && aws_autoscaling_group.this.vpc_zone_identifier == toset(var.subnet_ids)
    error_message = "All servers in the group, over the zones."
  }
  assert {
    condition     = { for q in aws_cloudwatch_metric_alarm.out[0].metric_query : q.id => one(q.metric[*].dimensions) if !q.return_data }["full"] == tomap({ AutoScalingGroupName = aws_autoscaling_group.this.name })
    error_message = "The group's own mean takes the place of the full-time server's."
  }
}

run "with_rds_the_servers_name_and_use_its_secret" {
  command = plan

  variables {
    master_secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0123-AbCdEf"
  }
  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "QIS_DATABASE_MASTER_SECRET_ID=arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0123-AbCdEf")
    error_message = "The role file must name RDS's secret."
  }
  assert {
    condition = { for s in jsondecode(aws_iam_role_policy.secret.policy).Statement : "${reverse(split(":", s.Resource[0]))[0]} ${s.Action[0]}" => length(s.Action) } == {
      "qis-aws/demo-AbCdEf secretsmanager:GetSecretValue" = 1
      "rds!db-0123-AbCdEf secretsmanager:GetSecretValue"  = 1
      "qis-aws/demo-AbCdEf secretsmanager:PutSecretValue" = 1
    }
    error_message = "Read both secrets, put the application's, nothing else."
  }
}

run "a_root_volume_is_never_smaller_than_its_image" {
  command = plan
  variables {
    ami_id = "ami-00000000000000001"
  }
  override_data {
    target = data.aws_ami.this
    values = {
      root_device_name      = "/dev/sda1"
      block_device_mappings = [{ device_name = "/dev/sda1", ebs = { volume_size = "40" } }, { device_name = "/dev/sdb", ebs = { volume_size = "900" } }]
    }
  }
  assert {
    condition     = aws_launch_template.this.block_device_mappings[0].ebs[0].volume_size == 40 && aws_instance.full_time[0].root_block_device[0].volume_size == 40
    error_message = "AWS refuses a volume that is smaller than the image's."
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
  assert {
    condition     = aws_launch_template.this.block_device_mappings[0].device_name == "/dev/sda1" && aws_launch_template.this.block_device_mappings[0].ebs[0].volume_size == 40 && aws_launch_template.this.latest_version == 7
    error_message = "A server must not change because its AMI is gone."
  }
}
