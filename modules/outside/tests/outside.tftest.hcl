# What is watched from outside; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:qis-outside-demo" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/0123" }
  }
  mock_resource "aws_route53_health_check" {
    defaults = { id = "01234567-89ab-cdef-0123-456789abcdef" }
  }
}

variables {
  environment = "demo"
  region      = "eu-west-1"
  tags        = { "qis-aws:environment" = "demo", "qis-aws:component" = "outside" }
}

run "nothing_is_watched_unless_asked_for" {
  command = plan

  assert {
    condition     = output.alarm_names == [] && length(aws_route53_health_check.site) == 0 && length(aws_sns_topic.operator) == 0
    error_message = "No health check, no alarms, no topic."
  }
}

run "the_site_is_asked_as_a_visitor_asks" {
  command = apply

  variables {
    watch          = ["site"]
    host_name      = "images.example.com"
    operator_email = "ops@example.com"
  }
  assert {
    condition     = aws_route53_health_check.site[0].type == "HTTPS" && aws_route53_health_check.site[0].fqdn == "images.example.com" && aws_route53_health_check.site[0].enable_sni
    error_message = "Over HTTPS, under its name."
  }
  assert {
    condition     = aws_route53_health_check.site[0].resource_path == "/api/v1/list/?path=/&limit=1"
    error_message = "Through the database."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.site[0].dimensions == tomap({ HealthCheckId = "01234567-89ab-cdef-0123-456789abcdef" }) && aws_cloudwatch_metric_alarm.site[0].treat_missing_data == "breaching"
    error_message = "A health check that reports nothing is a fault."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.site[0].alarm_actions == toset([aws_sns_topic.operator[0].arn]) && aws_sns_topic_subscription.operator[0].endpoint == "ops@example.com"
    error_message = "Alarms reach the operator through a topic of their own region."
  }
}

run "cloudfront_and_its_certificate_are_watched" {
  command = plan

  variables {
    watch = ["cloudfront", "certificate"]
    cloudfront = {
      distribution_id = "E1ABCDEFGHIJKL"
      certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0123"
    }
  }
  assert {
    condition     = toset(output.alarm_names) == toset(["qis-cloudfront-errors-demo-eu-west-1", "qis-cloudfront-certificate-expiry-demo-eu-west-1"])
    error_message = "Both, and not the site."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.cloudfront_errors[0].dimensions == tomap({ DistributionId = "E1ABCDEFGHIJKL", Region = "Global" }) && aws_cloudwatch_metric_alarm.cloudfront_errors[0].threshold == 5
    error_message = "CloudFront's metrics have the region Global."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.cloudfront_certificate_expiry[0].treat_missing_data == "breaching"
    error_message = "An expired certificate sends nothing."
  }
}
