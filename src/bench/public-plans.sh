#!/bin/sh
# How many harmless public plans the guard bothers.
# Usage: src/bench/public-plans.sh FOLDER...   (needs: a built tree)
#   FOLDER  checkouts of public repositories: every JSON file in them with a member resource_changes is taken, each content once
# A plan is harmless if it changes something; deletes, replaces, and removes from state nothing; runs no provisioner; opens
# nothing (no address range, flag, list, or policy for everybody); and switches no encryption off (PublicPlans.java, which
# decides this without the guard). A plan in the format of Terraform before 1.1 is read as format 1.0, which has the same
# resource changes. No plan is committed here. The figure in src/docs/testing.md is of these repositories on GitHub:
#   GoogleCloudPlatform/terraform-validator 8dd77824970380a5b06cf8073143dc38e6d3402a
#   bridgecrewio/checkov                    03d5fdad8d6154b1565799a7b1fb8070c158866f
#   fugue/regula                            259c10a6a746e3c1eb84857d9f548cca463034af
#   hashicorp/terraform                     883c7221ee2e0bc2fad6912fd4b3cc4b53a598a7
#   hashicorp/terraform-json                5a1ca9230975ec15a9885e4a35b755646fda3028
#   infracost/infracost                     95ba4f49a7abf5567b04f751a115543281a4ab18
#   jond3k/tfplan-validator                 773f0c5e173610b8cea525563da6f85dd373b20a
#   oocx/tfplan2md                          6d9eb5294a3c539d540e08fd9d64c9f82032db9b
#   snyk/policy-engine                      5f9aaad5ba79dcb2b0522c31f513e4a78bd012c4
#   terraform-compliance/cli                f45a4fe9b86c40d28a8fc5f29cce1d146cad3696
#   u21-public/terraform-plan-analyzer      2fbac5c235a2d1340c91f20565d865175cf93b1e
#   vetlekise/tfplan-summary-go             2162bcf1780869d227183267592e89f1bb336efa
#   and one to four plans each of GuyBarros/opa-policies-tfc ab94da89, Halimer/opa-oci-cis-benchmark-rules 499d864a,
#   awakchaure99/tf-opa-aws-secretmanager 210a7fd3, Andr1yK/aws_devops_task_6_deploy_storage 2bb70398,
#   Uklonsd/aws_devops_task_3_configure_network 61ab387a
set -eu
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { sed -n 's/^# \{0,1\}//p' "$0" | sed '/^figure/d' >&2; exit 64; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
classpath=target/classes:target/test-classes:$(find target/lib -name '*.jar' | tr '\n' ':')
javac -d "$work" -cp "$classpath" src/bench/GuardBench.java src/bench/PublicPlans.java
java -cp "$classpath:$work" PublicPlans "$@"
