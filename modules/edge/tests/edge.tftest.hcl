# What the edge promises; no AWS account needed.

mock_provider "aws" {}

variables {
  environment = "demo"
  tags        = { "qis-aws:environment" = "demo", "qis-aws:component" = "edge" }
  host_name   = "images.example.com"
  load_balancer = {
    arn      = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/qis-lb-demo/0123456789abcdef"
    dns_name = "qis-lb-demo-1.eu-west-1.elb.amazonaws.com"
    zone_id  = "Z32O12XQLNTSW2"
  }
}

run "nothing_unless_asked_for" {
  command = plan

  assert {
    condition     = length(aws_cloudfront_distribution.this) + length(aws_wafv2_web_acl.this) + length(aws_route53_record.name) + length(aws_cloudwatch_log_group.waf) == 0
    error_message = "Each part is optional."
  }
}

run "the_name_points_to_the_load_balancer" {
  command = plan

  variables {
    dns_zone_id = "Z0123456789ABC"
  }
  assert {
    condition     = join(" ", keys(aws_route53_record.name)) == "A" && one(aws_route53_record.name["A"].alias).name == "qis-lb-demo-1.eu-west-1.elb.amazonaws.com" && one(aws_route53_record.name["A"].alias).zone_id == "Z32O12XQLNTSW2"
    error_message = "One record, since the load balancer has IPv4 addresses only."
  }
}

run "the_name_points_to_cloudfront_by_both_protocols" {
  command = apply

  variables {
    dns_zone_id                = "Z0123456789ABC"
    cloudfront                 = true
    cloudfront_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"
  }
  assert {
    condition     = join(" ", keys(aws_route53_record.name)) == "A AAAA" && alltrue([for record in aws_route53_record.name : one(record.alias).name == aws_cloudfront_distribution.this[0].domain_name])
    error_message = "CloudFront has addresses of both kinds."
  }
  assert {
    condition     = output.url == "https://images.example.com" && output.distribution_id == aws_cloudfront_distribution.this[0].id && output.web_acl_arn == null
    error_message = "Outputs tell what there is."
  }
}

run "images_are_kept_under_all_options_and_the_session" {
  command = plan

  variables {
    cloudfront                 = true
    cloudfront_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"
  }
  assert {
    condition     = one(one(aws_cloudfront_cache_policy.images[0].parameters_in_cache_key_and_forwarded_to_origin).query_strings_config).query_string_behavior == "all"
    error_message = "QIS has more image options than a policy may name."
  }
  assert {
    condition     = toset(one(one(one(aws_cloudfront_cache_policy.images[0].parameters_in_cache_key_and_forwarded_to_origin).cookies_config).cookies).items) == toset(["session"])
    error_message = "What one user may see must not be shown to another."
  }
  assert {
    condition     = toset(one(one(one(aws_cloudfront_cache_policy.images[0].parameters_in_cache_key_and_forwarded_to_origin).headers_config).headers).items) == toset(["Authorization"])
    error_message = "Nor what a token lets one see."
  }
  assert {
    condition     = aws_cloudfront_cache_policy.images[0].min_ttl == 0 && aws_cloudfront_cache_policy.images[0].default_ttl == 0
    error_message = "QIS alone says how long an image is good."
  }
  assert {
    condition     = toset(one(one(aws_cloudfront_origin_request_policy.images[0].headers_config).headers).items) == toset(["Host"])
    error_message = "QIS and the load balancer must see the visitor's host name."
  }
  assert {
    condition     = [for behaviour in aws_cloudfront_distribution.this[0].ordered_cache_behavior : behaviour.path_pattern] == ["/image", "/original"]
    error_message = "Images and originals, nothing else."
  }
}

run "pages_and_the_api_pass_through" {
  command = plan

  variables {
    cloudfront                 = true
    cloudfront_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"
  }
  assert {
    condition     = one(aws_cloudfront_distribution.this[0].default_cache_behavior).cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" && one(aws_cloudfront_distribution.this[0].default_cache_behavior).origin_request_policy_id == "216adef6-5c7f-47e4-b989-5492eafa07d3"
    error_message = "AWS's policies CachingDisabled and AllViewer."
  }
  assert {
    condition     = contains(one(aws_cloudfront_distribution.this[0].default_cache_behavior).allowed_methods, "POST") && one(aws_cloudfront_distribution.this[0].default_cache_behavior).viewer_protocol_policy == "redirect-to-https"
    error_message = "Uploads must pass, over TLS."
  }
  assert {
    condition     = one(one(aws_cloudfront_distribution.this[0].origin).custom_origin_config).origin_protocol_policy == "https-only" && one(aws_cloudfront_distribution.this[0].viewer_certificate).minimum_protocol_version == "TLSv1.2_2021"
    error_message = "TLS 1.2 on both sides."
  }
  assert {
    condition     = aws_cloudfront_distribution.this[0].aliases == toset(["images.example.com"]) && aws_cloudfront_distribution.this[0].is_ipv6_enabled
    error_message = "It answers under the public name, also by IPv6."
  }
}

run "the_web_acl_has_a_limit_and_the_managed_rules" {
  command = plan

  variables {
    waf        = true
    rate_limit = 500
  }
  assert {
    condition     = aws_wafv2_web_acl.this[0].scope == "REGIONAL" && aws_wafv2_web_acl_association.this[0].resource_arn == var.load_balancer["arn"]
    error_message = "It belongs to the load balancer."
  }
  assert {
    condition     = toset([for rule in aws_wafv2_web_acl.this[0].rule : rule.name]) == toset(["rate-limit", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"])
    error_message = "Limit, addresses of ill repute, known bad inputs, common attacks."
  }
  assert {
    condition = one([
      for rule in aws_wafv2_web_acl.this[0].rule : "${one(one(rule.statement).rate_based_statement).limit} ${one(one(rule.statement).rate_based_statement).aggregate_key_type}" if rule.name == "rate-limit"
    ]) == "500 IP"
    error_message = "Without CloudFront the connection's address counts."
  }
  assert {
    condition = alltrue([
      for rule in aws_wafv2_web_acl.this[0].rule : contains([for override in one(one(rule.statement).managed_rule_group_statement).rule_action_override : override.name], "SizeRestrictions_BODY") if rule.name == "AWSManagedRulesCommonRuleSet"
    ])
    error_message = "An uploaded image is larger than the rule allows a body to be."
  }
}

run "behind_cloudfront_the_limit_counts_visitors" {
  command = plan

  variables {
    waf                        = true
    cloudfront                 = true
    cloudfront_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"
    cloudfront_web_acl_arn     = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/qis/01234567-89ab-cdef-0123-456789abcdef"
  }
  assert {
    condition = one([
      for rule in aws_wafv2_web_acl.this[0].rule : one(one(one(rule.statement).rate_based_statement).forwarded_ip_config).header_name if rule.name == "rate-limit"
    ]) == "X-Forwarded-For"
    error_message = "Else all visitors would share CloudFront's few addresses."
  }
  assert {
    condition     = aws_cloudfront_distribution.this[0].web_acl_id == var.cloudfront_web_acl_arn
    error_message = "CloudFront's own web ACL."
  }
}

run "refused_requests_are_recorded_without_what_lets_one_in" {
  command = plan

  variables {
    waf          = true
    waf_log_days = 90
  }
  assert {
    condition     = aws_cloudwatch_log_group.waf[0].name == "aws-waf-logs-qis-demo" && aws_cloudwatch_log_group.waf[0].retention_in_days == 90
    error_message = "AWS demands the prefix."
  }
  assert {
    condition     = toset([for field in aws_wafv2_web_acl_logging_configuration.this[0].redacted_fields : one(field.single_header).name]) == toset(["authorization", "cookie"])
    error_message = "No token and no session in the log."
  }
}
