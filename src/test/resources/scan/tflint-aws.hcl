# tflint --init --config src/test/resources/scan/tflint-aws.hcl installs the rules from GitHub.
plugin "aws" {
  enabled    = true
  deep_check = false # deep checks call AWS
  version    = "0.48.0"
  source     = "github.com/terraform-linters/tflint-ruleset-aws"
}

plugin "terraform" {
  enabled = false
}
