# Without the AWS rules, which not every machine can install.
plugin "terraform" {
  enabled = true
  preset  = "all"
}
