mock_provider "aws" {
  mock_data "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
    }
  }
  mock_resource "aws_lb" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/qis-lb-demo/0123456789abcdef"
    }
  }
  mock_resource "aws_lb_target_group" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/qis-web-demo/0123456789abcdef"
    }
  }
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }
  mock_data "aws_region" {
    defaults = {
      endpoint = "ec2.eu-west-1.amazonaws.com"
    }
  }
}

variables {
  environment        = "demo"
  tags               = { "qis-aws:environment" = "demo", "qis-aws:component" = "load-balancer" }
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
  security_group_ids = ["sg-0123456789abcdef0"]
}

run "the_originals_balancer_with_todays_protection" {
  command = plan

  assert {
    condition     = aws_lb.this.name == "qis-lb-demo" && !aws_lb.this.internal && aws_lb.this.load_balancer_type == "application"
    error_message = "The load balancer must be qis-lb-<environment>, internet-facing, for applications."
  }
  assert {
    condition     = length(aws_lb.this.subnets) == 3 && aws_lb.this.security_groups == toset(["sg-0123456789abcdef0"])
    error_message = "The load balancer must be in every given subnet and group."
  }
  assert {
    condition     = aws_lb.this.idle_timeout == 60 && aws_lb.this.enable_deletion_protection && aws_lb.this.drop_invalid_header_fields && aws_lb.this.desync_mitigation_mode == "defensive" && aws_lb.this.enable_cross_zone_load_balancing
    error_message = "Idle time-out, protection and header rules must be set."
  }
  assert {
    condition     = aws_lb.this.tags["Name"] == "qis-lb-demo" && aws_lb.this.tags["qis-aws:resource"] == "aws_lb.this" && aws_lb.this.tags["qis-aws:component"] == "load-balancer"
    error_message = "The load balancer must carry the tags from which its address can be rebuilt."
  }
}

run "an_internal_balancer_has_a_name_of_its_own" {
  command = plan

  variables {
    internal = true
  }
  assert {
    condition     = aws_lb.this.internal && aws_lb.this.name == "qis-ilb-demo"
    error_message = "The internal load balancer must have another name, because it is created before the other one is destroyed."
  }
}

run "health_check_and_target_as_the_original" {
  command = plan

  assert {
    condition     = aws_lb_target_group.web.port == 80 && aws_lb_target_group.web.protocol == "HTTP" && aws_lb_target_group.web.vpc_id == "vpc-0123456789abcdef0"
    error_message = "Web servers must be reached over HTTP on port 80."
  }
  assert {
    condition = (
      aws_lb_target_group.web.health_check[0].path == "/"
      && aws_lb_target_group.web.health_check[0].port == "80"
      && aws_lb_target_group.web.health_check[0].protocol == "HTTP"
      && aws_lb_target_group.web.health_check[0].matcher == "200"
      && aws_lb_target_group.web.health_check[0].interval == 30
      && aws_lb_target_group.web.health_check[0].timeout == 5
      && aws_lb_target_group.web.health_check[0].healthy_threshold == 3
      && aws_lb_target_group.web.health_check[0].unhealthy_threshold == 5
    )
    error_message = "The health check must ask for / on HTTP port 80 with the original's figures."
  }
  assert {
    condition     = aws_lb_target_group.web.deregistration_delay == "300"
    error_message = "A leaving server must get the original's 300 seconds."
  }
}

run "port_80_redirects_and_443_ends_tls_with_the_imported_certificate" {
  command = plan

  assert {
    condition     = aws_lb_listener.http.port == 80 && aws_lb_listener.http.default_action[0].type == "redirect" && aws_lb_listener.http.default_action[0].redirect[0].status_code == "HTTP_301" && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.http.default_action[0].redirect[0].port == "443"
    error_message = "Port 80 must redirect to HTTPS for good."
  }
  assert {
    condition     = aws_lb_listener.https[0].port == 443 && aws_lb_listener.https[0].protocol == "HTTPS" && aws_lb_listener.https[0].default_action[0].type == "forward" && aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "Port 443 must end TLS with the current policy."
  }
  assert {
    condition     = data.aws_acm_certificate.imported[0].domain == "qis-demo.internal" && aws_lb_listener.https[0].certificate_arn == "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
    error_message = "Without a host name the imported certificate must be looked up as qis-<environment>.internal."
  }
  assert {
    condition     = length(aws_acm_certificate.this) == 0 && length(aws_route53_record.alias) == 0
    error_message = "An imported certificate needs neither one made by ACM nor DNS."
  }
}

run "imported_certificate_is_looked_up_by_host_name" {
  command = plan

  variables {
    host_name = "images.example.com"
  }
  assert {
    condition     = data.aws_acm_certificate.imported[0].domain == "images.example.com" && output.url == "https://images.example.com"
    error_message = "The certificate must be looked up by the host name, which is also the URL."
  }
}

run "a_tagged_certificate_is_found_also_after_it_expired" {
  command = plan

  override_data {
    target = data.aws_resourcegroupstaggingapi_resources.certificate
    values = { resource_tag_mapping_list = [{ resource_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/expired" }] }
  }
  assert {
    condition     = aws_lb_listener.https[0].certificate_arn == "arn:aws:acm:eu-west-1:123456789012:certificate/expired" && length(data.aws_acm_certificate.imported) == 0
    error_message = "The look-up of valid certificates must not run, because it fails after the expiry."
  }
}

run "plain_http_as_the_original_without_a_certificate" {
  command = plan

  variables {
    http               = "forward"
    certificate_source = "none"
    host_name          = "images.example.com"
  }
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "forward" && length(aws_lb_listener.http.default_action[0].redirect) == 0
    error_message = "Port 80 must go to the web servers."
  }
  assert {
    condition     = length(aws_lb_listener.https) == 0 && output.url == "http://images.example.com" && output.certificate_arn == ""
    error_message = "Without a certificate there must be no port 443."
  }
}

run "plain_http_beside_https" {
  command = plan

  variables {
    http = "forward"
  }
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "forward" && length(aws_lb_listener.https) == 1
    error_message = "Port 80 may serve beside port 443, as the original's did."
  }
}

run "certificate_by_arn" {
  command = plan

  variables {
    certificate_source = "arn"
    certificate_arn    = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"
  }
  assert {
    condition     = aws_lb_listener.https[0].certificate_arn == var.certificate_arn && output.certificate_arn == var.certificate_arn
    error_message = "Port 443 must use the named certificate."
  }
  assert {
    condition     = length(data.aws_acm_certificate.imported) == 0
    error_message = "A named certificate must not be looked up."
  }
}

run "certificate_proven_by_dns_and_the_name_pointing_here" {
  command = plan

  variables {
    certificate_source = "dns"
    host_name          = "images.example.com"
    dns_zone_id        = "Z0123456789ABC"
  }
  assert {
    condition     = aws_acm_certificate.this[0].domain_name == "images.example.com" && aws_acm_certificate.this[0].validation_method == "DNS" && aws_route53_record.proof[0].zone_id == "Z0123456789ABC" && length(aws_acm_certificate_validation.this) == 1
    error_message = "ACM must make the certificate and prove it in the given zone."
  }
  assert {
    condition     = aws_route53_record.alias[0].name == "images.example.com" && aws_route53_record.alias[0].type == "A" && aws_route53_record.alias[0].zone_id == "Z0123456789ABC"
    error_message = "The host name must point to the load balancer."
  }
}

run "alias_with_an_imported_certificate" {
  command = plan

  variables {
    host_name   = "images.example.com"
    dns_zone_id = "Z0123456789ABC"
  }
  assert {
    condition     = length(aws_route53_record.alias) == 1 && length(aws_acm_certificate.this) == 0
    error_message = "A zone makes the alias whatever the certificate's source."
  }
}

run "access_logs_in_a_private_bucket_of_their_own" {
  command = plan

  assert {
    condition     = aws_s3_bucket.logs[0].bucket == "qis-lb-logs-demo-123456789012-eu-west-1" && !aws_s3_bucket.logs[0].force_destroy
    error_message = "The bucket's name must be unique by account and region, and its content protected."
  }
  assert {
    condition     = aws_lb.this.access_logs[0].enabled
    error_message = "The load balancer must write access logs."
  }
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.logs[0].block_public_acls,
      aws_s3_bucket_public_access_block.logs[0].block_public_policy,
      aws_s3_bucket_public_access_block.logs[0].ignore_public_acls,
      aws_s3_bucket_public_access_block.logs[0].restrict_public_buckets,
    ])
    error_message = "Nothing of the bucket may become public."
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.logs[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "Load balancers can write to buckets with S3's own key only."
  }
  assert {
    condition     = aws_s3_bucket_versioning.logs[0].versioning_configuration[0].status == "Enabled" && aws_s3_bucket_ownership_controls.logs[0].rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "The bucket must be versioned and without ACLs."
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].expiration[0].days == 90
    error_message = "Logs must go after 90 days."
  }
}

run "log_bucket_refuses_plain_and_old_tls_and_lets_the_balancer_in" {
  command = apply

  assert {
    condition     = [for s in jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement : s.Effect] == ["Deny", "Deny", "Allow"]
    error_message = "The bucket's policy must have two refusals and one permission."
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false" && jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[1].Condition.NumericLessThan["s3:TlsVersion"] == "1.2"
    error_message = "Requests without TLS, or with one older than 1.2, must be refused."
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[2].Principal.Service == "logdelivery.elasticloadbalancing.amazonaws.com" && endswith(jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[2].Resource, "/AWSLogs/123456789012/*")
    error_message = "Only this account's load balancers may write, and only logs."
  }
}

run "no_access_logs" {
  command = plan

  variables {
    access_logs = false
  }
  assert {
    condition     = length(aws_s3_bucket.logs) == 0 && !aws_lb.this.access_logs[0].enabled
    error_message = "Without access logs there must be no bucket, and the logs must be switched off by name."
  }
}

run "without_deletion_protection_everything_can_go" {
  command = plan

  variables {
    deletion_protection = false
    idle_timeout        = 74
    tls_policy          = "ELBSecurityPolicy-TLS13-1-3-2021-06"
  }
  assert {
    condition     = !aws_lb.this.enable_deletion_protection && aws_s3_bucket.logs[0].force_destroy
    error_message = "Balancer and bucket must be deletable."
  }
  assert {
    condition     = aws_lb.this.idle_timeout == 74 && aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-3-2021-06"
    error_message = "Idle time-out and TLS policy must follow their inputs."
  }
}
