# What CloudFront gets from us-east-1; no AWS account needed.

mock_provider "aws" {
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn                       = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"
      domain_validation_options = [{ domain_name = "images.example.com", resource_record_name = "_x.images.example.com.", resource_record_type = "CNAME", resource_record_value = "_y.acm-validations.aws." }]
    }
  }
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/qis/01234567-89ab-cdef-0123-456789abcdef" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-qis-demo-eu-west-1" }
  }
}

variables {
  environment = "demo"
  region      = "eu-west-1"
  tags        = { "qis-aws:environment" = "demo", "qis-aws:component" = "edge-global", "qis-aws:region" = "eu-west-1" }
  host_name   = "images.example.com"
}

run "nothing_unless_asked_for" {
  command = plan

  assert {
    condition     = length(aws_acm_certificate.this) + length(aws_route53_record.proof) + length(aws_wafv2_web_acl.this) + length(aws_cloudwatch_log_group.waf) == 0 && output.certificate_arn == "" && output.web_acl_arn == ""
    error_message = "Each part is optional."
  }
}

run "a_certificate_is_validated_by_its_own_record" {
  command = apply

  variables {
    certificate = true
    dns_zone_id = "Z0123456789ABC"
  }
  assert {
    condition     = aws_acm_certificate.this[0].domain_name == "images.example.com" && aws_route53_record.proof[0].name == "_x.images.example.com." && aws_route53_record.proof[0].zone_id == "Z0123456789ABC"
    error_message = "One record in the given zone."
  }
  assert {
    condition     = tolist(aws_acm_certificate_validation.this[0].validation_record_fqdns)[0] == aws_route53_record.proof[0].fqdn
    error_message = "The certificate is used only after it was issued."
  }
}

run "a_record_that_exists_is_not_created_again" {
  command = apply

  variables {
    certificate = true
  }
  assert {
    condition     = length(aws_route53_record.proof) == 0 && length(aws_acm_certificate_validation.this) == 1 && aws_acm_certificate_validation.this[0].validation_record_fqdns == null
    error_message = "The load balancer's certificate has the same record."
  }
}

run "the_web_acl_is_of_cloudfront_and_counts_real_addresses" {
  command = apply

  variables {
    waf        = true
    rate_limit = 500
  }
  assert {
    condition     = aws_wafv2_web_acl.this[0].scope == "CLOUDFRONT" && aws_wafv2_web_acl.this[0].name == "qis-cloudfront-demo-eu-west-1"
    error_message = "Environments of the same name in two regions have one each."
  }
  assert {
    condition     = [for rule in aws_wafv2_web_acl.this[0].rule : one(one(rule.statement).rate_based_statement).aggregate_key_type if rule.name == "rate-limit"] == ["IP"]
    error_message = "CloudFront's web ACL sees the visitors' addresses, which nobody can forge in a header."
  }
  assert {
    condition     = aws_cloudwatch_log_group.waf[0].name == "aws-waf-logs-qis-demo-eu-west-1"
    error_message = "With the prefix that AWS WAF requires."
  }
}
