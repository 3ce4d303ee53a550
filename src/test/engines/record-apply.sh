#!/usr/bin/env bash
# Records the plan and the events of one apply, for src/test/resources/progress. Everything is of the engine's built-in
# provider: no AWS, no emulator, no download. A deposed object is written into the state.
# Usage: record-apply.sh ENGINE NAME     (such as: record-apply.sh tofu opentofu-1.12)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
engine=${1:?usage: record-apply.sh ENGINE NAME} name=${2:?usage: record-apply.sh ENGINE NAME}
engine=$(command -v "$engine") || { echo "record-apply.sh: there is no $1" >&2; exit 69; }
# A path may be relative to the present folder, which changes below.
case $engine in
  /*) ;;
  *) engine=$PWD/$engine ;;
esac
target=$here/../resources/progress
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1
cd "$work"

in_both() { # VALUE
  cat <<HCL
resource "terraform_data" "updated" { input = $1 }
resource "terraform_data" "replaced" {
  triggers_replace = $1
}
resource "terraform_data" "creating_first" {
  triggers_replace = $1
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "deposed" {}
HCL
}
in_both 1 >main.tf
cat >>main.tf <<'HCL'
resource "terraform_data" "removed" {}
resource "terraform_data" "forgotten" {}
resource "terraform_data" "old_name" {}
HCL
"$engine" init -input=false >&2
"$engine" apply -auto-approve -input=false >&2
python3 - <<'PYTHON'
import copy, json
state = json.load(open("terraform.tfstate"))
for resource in state["resources"]:
    if resource["name"] == "deposed":
        old = copy.deepcopy(resource["instances"][0])
        old["deposed"] = "1a2b3c4d"
        old["attributes"]["id"] = "00000000-1111-2222-3333-444444444444"
        resource["instances"].append(old)
state["serial"] += 1
json.dump(state, open("terraform.tfstate", "w"))
PYTHON

in_both 2 >main.tf
cat >>main.tf <<'HCL'
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
moved {
  from = terraform_data.old_name
  to   = terraform_data.new_name
}
resource "terraform_data" "new_name" {}
resource "terraform_data" "created" {}
resource "terraform_data" "imported" {}
import {
  to = terraform_data.imported
  id = "11111111-2222-3333-4444-555555555555"
}
data "terraform_remote_state" "during_apply" {
  backend    = "local"
  depends_on = [terraform_data.created]
  config     = { path = "${path.module}/other.tfstate" }
}
HCL
echo '{"version":4,"terraform_version":"1.6.0","serial":1,"lineage":"a","outputs":{},"resources":[]}' >other.tfstate
"$engine" plan -input=false -out=plan >&2
mkdir -p "$target"
"$engine" show -json plan | python3 -c '
import json, sys
plan = json.load(sys.stdin)
plan.pop("prior_state", None), plan.pop("configuration", None)
json.dump(plan, sys.stdout, indent=1)' >"$target/$name.plan.json"
"$engine" apply -json -input=false plan >"$target/$name.events.jsonl"
