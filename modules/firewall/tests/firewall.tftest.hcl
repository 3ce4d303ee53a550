# The groups of managed services, from group to group; no AWS account needed.

mock_provider "aws" {}

variables {
  environment = "demo"
  vpc_id      = "vpc-0123456789abcdef0"
}

run "no_groups_of_managed_services_beside_a_data_server" {
  command = plan

  assert {
    condition     = length(aws_security_group.data) == 1 && length(aws_security_group.database) + length(aws_security_group.image_store) + length(aws_security_group.cache) == 0
    error_message = "The data server's group alone."
  }
}

run "each_managed_service_has_its_one_port_from_the_web_servers" {
  command = apply

  variables {
    managed_services = true
  }
  assert {
    condition = { for name, rules in {
      database = aws_vpc_security_group_ingress_rule.database_web_postgresql, image_store = aws_vpc_security_group_ingress_rule.image_store_web_nfs, cache = aws_vpc_security_group_ingress_rule.cache_web_memcached
      } : name => "${rules[0].from_port}-${rules[0].to_port}" if rules[0].referenced_security_group_id == aws_security_group.web[0].id && rules[0].cidr_ipv4 == null
    } == { database = "5432-5432", image_store = "2049-2049", cache = "11211-11211" }
    error_message = "One port each, from the web servers' group, from no address."
  }
  assert {
    condition     = toset([aws_vpc_security_group_egress_rule.web_database_postgresql[0].referenced_security_group_id, aws_vpc_security_group_egress_rule.web_image_store_nfs[0].referenced_security_group_id, aws_vpc_security_group_egress_rule.web_cache_memcached[0].referenced_security_group_id]) == toset([aws_security_group.database[0].id, aws_security_group.image_store[0].id, aws_security_group.cache[0].id])
    error_message = "Outwards too, from group to group."
  }
  assert {
    condition     = length(aws_security_group.data) + length(aws_vpc_security_group_egress_rule.web_data_postgresql) == 0
    error_message = "No group for a data server that is not there."
  }
}

run "in_the_open_layout_the_servers_mark_is_the_default_group" {
  command = apply

  variables {
    layout           = "open"
    managed_services = true
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_web_postgresql[0].referenced_security_group_id == aws_default_security_group.this[0].id && aws_vpc_security_group_egress_rule.web_database_postgresql[0].security_group_id == aws_security_group.internal[0].id
    error_message = "From the default group's members, out of the internal group."
  }
}

run "an_internal_balancer_is_open_to_the_given_blocks_only" {
  command = plan

  variables {
    visitor_cidr_block       = "192.168.0.0/16"
    more_visitor_cidr_blocks = ["10.0.0.0/8"]
  }
  assert {
    condition = toset(concat(
      [aws_vpc_security_group_ingress_rule.load_balancer_anywhere_http[0].cidr_ipv4, aws_vpc_security_group_ingress_rule.load_balancer_anywhere_https.cidr_ipv4],
      [for rule in merge(aws_vpc_security_group_ingress_rule.visitors_http, { https = aws_vpc_security_group_ingress_rule.visitors_https["10.0.0.0/8"] }) : "${rule.cidr_ipv4} ${rule.from_port}"]
    )) == toset(["192.168.0.0/16", "10.0.0.0/8 80", "10.0.0.0/8 443"])
    error_message = "The VPC and the given blocks must reach both ports, and nothing else."
  }
}

run "the_default_group_of_a_vpc_that_others_use_stays_as_it_is" {
  command = plan

  variables {
    default_group = false
  }
  assert {
    condition     = length(aws_default_security_group.this) == 0 && output.default_group_id == "" && length(aws_security_group.web) == 1
    error_message = "The groups must do without the default group."
  }
}
