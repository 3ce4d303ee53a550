# What the module asks of a network that is there already; no AWS account needed.

mock_provider "aws" {
  mock_data "aws_vpc" {
    defaults = {
      cidr_block           = "10.50.0.0/16"
      enable_dns_support   = true
      enable_dns_hostnames = true
    }
  }
}

variables {
  environment = "demo"
  vpc_id      = "vpc-0123456789abcdef0"
  private_subnet_ids = {
    "eu-west-1b" = "subnet-0123456789abcdef1"
    "eu-west-1a" = "subnet-0123456789abcdef0"
  }
}

override_data {
  target = data.aws_subnet.private["eu-west-1a"]
  values = { id = "subnet-0123456789abcdef0", vpc_id = "vpc-0123456789abcdef0", availability_zone = "eu-west-1a", cidr_block = "10.50.10.0/24" }
}

override_data {
  target = data.aws_subnet.private["eu-west-1b"]
  values = { id = "subnet-0123456789abcdef1", vpc_id = "vpc-0123456789abcdef0", availability_zone = "eu-west-1b", cidr_block = "10.50.11.0/27" }
}

run "outputs_in_the_order_of_the_zones" {
  command = plan

  assert {
    condition     = output.vpc_id == "vpc-0123456789abcdef0" && output.cidr_block == "10.50.0.0/16"
    error_message = "The VPC must be the given one."
  }
  assert {
    condition     = output.data_subnet_ids == ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] && output.application_subnet_ids == output.data_subnet_ids && output.application_cidr_blocks == ["10.50.10.0/24", "10.50.11.0/27"]
    error_message = "Servers and data must share the private subnets."
  }
  assert {
    condition     = length(output.public_subnet_ids) == 0
    error_message = "Without public subnets there must be none."
  }
}

run "a_subnet_of_another_vpc_fails_the_plan" {
  command = plan

  override_data {
    target = data.aws_subnet.private["eu-west-1b"]
    values = { vpc_id = "vpc-0123456789abcdef9", availability_zone = "eu-west-1b", cidr_block = "10.50.11.0/24" }
  }
  expect_failures = [data.aws_subnet.private["eu-west-1b"]]
}

run "a_subnet_of_another_zone_fails_the_plan" {
  command = plan

  override_data {
    target = data.aws_subnet.private["eu-west-1b"]
    values = { vpc_id = "vpc-0123456789abcdef0", availability_zone = "eu-west-1c", cidr_block = "10.50.11.0/24" }
  }
  expect_failures = [data.aws_subnet.private["eu-west-1b"]]
}

run "a_subnet_that_is_too_small_fails_the_plan" {
  command = plan

  override_data {
    target = data.aws_subnet.private["eu-west-1b"]
    values = { vpc_id = "vpc-0123456789abcdef0", availability_zone = "eu-west-1b", cidr_block = "10.50.11.0/28" }
  }
  expect_failures = [data.aws_subnet.private["eu-west-1b"]]
}

run "a_vpc_without_dns_names_fails_the_plan" {
  command = plan

  override_data {
    target = data.aws_vpc.this
    values = { cidr_block = "10.50.0.0/16", enable_dns_support = true, enable_dns_hostnames = false }
  }
  expect_failures = [data.aws_vpc.this]
}
