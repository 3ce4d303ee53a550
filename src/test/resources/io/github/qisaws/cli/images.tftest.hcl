# The whole environment with every value that AWS would give made up: Image Builder is not in the emulator.
mock_provider "aws" {
  # The real provider refuses random text here.
  mock_resource "aws_subnet" {
    defaults = { id = "subnet-0123456789abcdef0" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/qis" }
  }
  mock_resource "aws_imagebuilder_component" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:component/qis/1.0.1/1" }
  }
  mock_resource "aws_imagebuilder_image_recipe" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:image-recipe/qis/1.0.1" }
  }
  mock_resource "aws_imagebuilder_container_recipe" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:container-recipe/qis/1.0.1" }
  }
  mock_resource "aws_imagebuilder_infrastructure_configuration" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/qis" }
  }
  mock_resource "aws_imagebuilder_distribution_configuration" {
    defaults = { arn = "arn:aws:imagebuilder:eu-west-1:123456789012:distribution-configuration/qis" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:qis" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-west-1:123456789012:rule/qis" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::qis" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:qis" }
  }
  mock_data "aws_subnet" {
    defaults = { vpc_id = "vpc-0123456789abcdef0" }
  }
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-west-1.amazonaws.com" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

run "network_and_pipeline_fit_together" {
  command = apply

  assert {
    condition     = output.image_parameter == "/qis-aws/images/image/x86_64"
    error_message = "The parameter that other environments name."
  }
  assert {
    condition     = output.image_pipeline != ""
    error_message = "The pipeline's ARN."
  }
}
