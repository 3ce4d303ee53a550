# What is watched and who is told; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-west-1.amazonaws.com" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:123456789012:qis-alarms-demo" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:123456789012:key/0123" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/qis/demo" }
  }
}

variables {
  environment = "demo"
  tags        = { "qis-aws:environment" = "demo", "qis-aws:component" = "monitoring" }
  watch       = ["load-balancer", "certificate", "web-group", "database", "cache", "image-store"]
  topic_arn   = "arn:aws:sns:eu-west-1:123456789012:qis-operator-demo"
  load_balancer = {
    arn_suffix      = "app/qis-lb-demo/0123456789abcdef"
    target_group    = "targetgroup/qis-web-demo/0123456789abcdef"
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0123"
  }
  resources = {
    web-group   = "qis-web-demo"
    database    = "qis-database-demo"
    cache       = "qis-cache-demo"
    image-store = "fs-0123456789abcdef0"
  }
}

run "an_alarm_for_each_thing_that_is_watched_and_none_for_others" {
  command = plan

  assert {
    condition = toset(output.alarm_names) == toset([for name in [
      "balancer-errors", "errors", "latency", "healthy-hosts", "unhealthy-hosts", "certificate-expiry", "group-cpu", "group-memory",
      "database-storage", "database-connections", "database-cpu", "cache-evictions", "cache-hit-rate", "image-store-io",
    ] : "qis-${name}-demo"])
    error_message = "Exactly the alarms of what is watched."
  }
}

run "a_host_of_containers_is_watched_by_its_status" {
  command = plan

  variables {
    watch     = ["container-host"]
    resources = { container-host = "i-0123456789abcdef0" }
  }
  assert {
    condition     = output.alarm_names == ["qis-container-host-status-demo"] && aws_cloudwatch_metric_alarm.container_host_status[0].dimensions == tomap({ InstanceId = "i-0123456789abcdef0" })
    error_message = "The host itself; its tasks are watched by the load balancer."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.container_host_status[0].metric_name == "StatusCheckFailed" && aws_cloudwatch_metric_alarm.container_host_status[0].threshold == 0
    error_message = "By EC2's own checks."
  }
}

run "the_full_time_web_server_is_watched_as_server_or_as_group" {
  command = plan

  variables {
    watch     = ["full-time-server", "full-time-group"]
    resources = { full-time-server = "i-0123456789abcdef0", full-time-group = "qis-web-full-time-demo" }
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.full_time_server_status[0].dimensions == tomap({ InstanceId = "i-0123456789abcdef0" })
    error_message = "One server by its ID."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.full_time_group_status[0].dimensions == tomap({ AutoScalingGroupName = "qis-web-full-time-demo" })
    error_message = "A group of one by its name, because each replacement has another ID."
  }
}

run "a_backup_that_is_not_made_is_reported" {
  command = plan

  variables {
    watch     = ["backup"]
    resources = { backup = "qis-backup-demo" }
  }
  assert {
    condition     = toset(output.alarm_names) == toset(["qis-backup-failed-demo", "qis-backup-expired-demo", "qis-backup-aborted-demo"])
    error_message = "Each end of a backup job without a backup."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.backup_expired[0].metric_name == "NumberOfBackupJobsExpired" && aws_cloudwatch_metric_alarm.backup_expired[0].dimensions == tomap({ BackupVaultName = "qis-backup-demo" })
    error_message = "The jobs of this vault alone."
  }
}

run "a_restore_test_that_fails_is_reported" {
  command = plan

  variables {
    watch     = ["restore-test"]
    resources = { restore-test = "qis-backup-demo" }
  }
  assert {
    condition     = toset(output.alarm_names) == toset(["qis-restore-failed-demo"])
    error_message = "The restore alone."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.restore_failed[0].metric_name == "NumberOfRestoreJobsFailed" && aws_cloudwatch_metric_alarm.restore_failed[0].namespace == "AWS/Backup" && aws_cloudwatch_metric_alarm.restore_failed[0].dimensions == tomap({ BackupVaultName = "qis-backup-demo" })
    error_message = "The jobs of this vault alone."
  }
}

run "silence_is_a_fault_where_a_working_resource_is_never_silent" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.healthy_hosts[0].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.certificate_expiry[0].treat_missing_data == "breaching"
    error_message = "A balancer without servers and an expired certificate send nothing."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.healthy_hosts[0].datapoints_to_alarm == 3 && aws_cloudwatch_metric_alarm.healthy_hosts[0].evaluation_periods == 5
    error_message = "One late datapoint is no alarm."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.errors[0].treat_missing_data == "notBreaching"
    error_message = "No errors, no data."
  }
}

run "alarms_watch_the_right_figures" {
  command = plan

  variables {
    max_connections = 200
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.database_connections[0].threshold == 160 && aws_cloudwatch_metric_alarm.database_connections[0].dimensions == tomap({ DBInstanceIdentifier = "qis-database-demo" })
    error_message = "80 percent of what the database accepts."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.database_storage[0].threshold == 5 * 1024 * 1024 * 1024 && aws_cloudwatch_metric_alarm.database_storage[0].comparison_operator == "LessThanThreshold"
    error_message = "CloudWatch counts bytes."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.unhealthy_hosts[0].dimensions == tomap({ LoadBalancer = "app/qis-lb-demo/0123456789abcdef", TargetGroup = "targetgroup/qis-web-demo/0123456789abcdef" })
    error_message = "Hosts are counted per target group."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.latency[0].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.latency[0].threshold == 5
    error_message = "The slowest twentieth."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.certificate_expiry[0].period == 86400 && aws_cloudwatch_metric_alarm.certificate_expiry[0].threshold == 30
    error_message = "ACM tells once a day."
  }
  assert {
    condition     = one([for q in aws_cloudwatch_metric_alarm.cache_hit_rate[0].metric_query : q.expression if q.return_data]) == "IF(hits + misses > 1000, 100 * hits / (hits + misses), 100)"
    error_message = "The hit rate in percent, while there is traffic."
  }
}

run "a_topic_that_is_there_is_used" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.errors[0].alarm_actions == toset(["arn:aws:sns:eu-west-1:123456789012:qis-operator-demo"]) && length(aws_sns_topic.operator) == 0
    error_message = "No second topic."
  }
}

run "with_an_address_the_topic_is_its_own" {
  command = apply

  variables {
    operator_email = "ops@example.com"
  }
  assert {
    condition     = aws_sns_topic_subscription.operator[0].endpoint == "ops@example.com" && aws_cloudwatch_metric_alarm.errors[0].alarm_actions == toset([aws_sns_topic.operator[0].arn])
    error_message = "Alarms reach the operator."
  }
  assert {
    condition     = length([for s in jsondecode(aws_sns_topic_policy.operator[0].policy).Statement : s if s.Principal.Service == "cloudwatch.amazonaws.com"]) == 1
    error_message = "CloudWatch must be allowed to publish."
  }
}

run "the_dashboard_shows_what_is_watched" {
  command = plan

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 13
    error_message = "A graph for each alarm on a single figure."
  }
  assert {
    condition     = one([for w in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : w.properties.metrics if w.properties.title == "cache evictions"]) == [["AWS/ElastiCache", "Evictions", "CacheClusterId", "qis-cache-demo"]]
    error_message = "The same figure as the alarm's."
  }
}

run "logs_are_kept_for_their_time_and_servers_may_write_them" {
  command = apply

  variables {
    server_role_names = ["qis-web-demo"]
    log_days          = 90
  }
  assert {
    condition     = aws_cloudwatch_log_group.servers.name == "/qis/demo" && aws_cloudwatch_log_group.servers.retention_in_days == 90
    error_message = "The group that QIS_LOG_GROUP names."
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.servers[0].policy, "CreateLogGroup")
    error_message = "A group that a server made would be kept for ever."
  }
}
