#!/usr/bin/env bash
# Records plans of an engine, for src/test/resources/plans: applies the small deployment beside this script in an emulator,
# plans changes of it, and writes each plan's JSON without its prior state and configuration. Needs an emulator that
# ./qis-aws demo has installed, and the AWS provider where the engine finds it.
# Usage: record-plans.sh ENGINE NAME     (such as: record-plans.sh tofu opentofu-1.12)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
engine=${1:?usage: record-plans.sh ENGINE NAME} name=${2:?usage: record-plans.sh ENGINE NAME}
target=$here/../resources/plans
work=$(mktemp -d)
emulator=
trap '[ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true; rm -rf "$work"' EXIT

home=$(find "${XDG_CACHE_HOME:-$HOME/.cache}/qis-aws/emulator" -maxdepth 1 -name 'moto-*' | sort | tail -n 1)
[ -x "$home/bin/python" ] || { echo "no emulator yet; run ./qis-aws demo --once first" >&2; exit 1; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$home/bin/python" -I -B -u "$here/../../main/resources/io/github/qisaws/emulator/moto_server.py" 127.0.0.1 "$port" >"$work/emulator.log" 2>&1 &
emulator=$!
# The proxy is for S3 Control's host names (front.py).
export AWS_ENDPOINT_URL=http://127.0.0.1:$port HTTP_PROXY=http://127.0.0.1:$port NO_PROXY=127.0.0.1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1
export TF_VAR_admin=planted-marker-7731 TF_VAR_image=ami-0123456789abcdef0
until python3 -c "import urllib.request as u; u.urlopen('$AWS_ENDPOINT_URL/moto-api/')" 2>/dev/null; do sleep 1; done

cp -r "$here/deployment" "$work/base"
cat >"$work/base/provider.tf" <<'HCL'
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  max_retries             = 2
  s3_use_path_style       = true
  skip_metadata_api_check = true
}
HCL
run() { # VERB ARGUMENTS...
  local verb=$1
  shift
  (cd "$work/case" && "$engine" "$verb" -input=false -no-color "$@" >"$work/log" 2>&1) || { cat "$work/log" >&2; exit 1; }
}
begin() { # a fresh copy of the deployment, with the state of what stands
  rm -rf "$work/case"
  cp -r "$work/base" "$work/case"
}
aws() { "$home/bin/python" - "$@" <<'PY'
import boto3, json, sys
client, call, arguments = sys.argv[1:]
print(json.dumps(getattr(boto3.client(client), call)(**json.loads(arguments)), default=str))
PY
}
record() { # CASE, ARGUMENTS...: plans and keeps the JSON, without a machine's folders and host names
  local case=$1
  shift
  run init
  run plan -out="$work/plan" "$@"
  (cd "$work/case" && "$engine" show -json "$work/plan") >"$work/plan.json"
  python3 - "$work/plan.json" "$target/$name-$case.json" <<'PY'
import json, sys
plan = json.load(open(sys.argv[1]))
for large in ("prior_state", "configuration"):
    plan.pop(large, None)
text = json.dumps(plan).replace("registry.terraform.io/", "").replace("registry.opentofu.org/", "")
open(sys.argv[2], "w").write(text + "\n")
PY
  echo "$name-$case" >&2
}

begin
record create
run apply "$work/plan"
run apply -auto-approve # takes up what AWS filled in, so that later plans show no drift
cp "$work/case/terraform.tfstate" "$work/base/"
begin
record unchanged
begin
record everyday -var servers=5 -var images_volume=200
begin # a new image, an unencrypted volume, a shrinking one, a secret's block gone, SSH from anywhere, public state
python3 - "$work/case" <<'PY'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
data = folder / "data-server/main.tf"
text = data.read_text().replace("encrypted         = true\n  kms_key_id        = aws_kms_key.data.arn", "encrypted = false", 1)
data.write_text(re.sub(r'resource "aws_secretsmanager_secret" "site" \{.*?\n\}\n', "", text, flags=re.S))
wall = folder / "firewall/main.tf"
wall.write_text(wall.read_text().replace("default = []", 'default = ["0.0.0.0/0"]'))
state = folder / "remote-state/main.tf"
state.write_text(state.read_text().replace("= true", "= false"))
PY
record dangerous -var image=ami-0fedcba9876543210 -var images_volume=50
begin
sed -i 's/module "data-server"/module "data"/' "$work/case/main.tf"
record renamed
printf 'moved {\n  from = module.data-server\n  to   = module.data\n}\n' >>"$work/case/main.tf"
record moved
begin
python3 - "$work/case" <<'PY'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
data = folder / "data-server/main.tf"
data.write_text(re.sub(r'resource "aws_(secretsmanager_secret" "site|ssm_parameter" "copy)" \{.*?\n\}\n', "", data.read_text(), flags=re.S))
(folder / "removed.tf").write_text("""removed {
  from = module.data-server.aws_secretsmanager_secret.site
  lifecycle {
    destroy = false
  }
}
""")
PY
record forgotten
begin
volume=$(aws ec2 create_volume '{"AvailabilityZone": "eu-west-1a", "Size": 7}' | python3 -c 'import json, sys; print(json.load(sys.stdin)["VolumeId"])')
cat >>"$work/case/main.tf" <<HCL
import {
  to = aws_ebs_volume.found
  id = "$volume"
}
resource "aws_ebs_volume" "found" {
  availability_zone = "eu-west-1a"
  size              = 7
}
HCL
record imported
begin
group=$(cd "$work/case" && python3 -c '
import json
for r in json.load(open("terraform.tfstate"))["resources"]:
    if r["type"] == "aws_security_group": print(r["instances"][0]["attributes"]["id"])')
aws ec2 authorize_security_group_ingress '{"GroupId": "'"$group"'", "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0"}' >/dev/null
aws autoscaling update_auto_scaling_group '{"AutoScalingGroupName": "qis-web-demo", "MaxSize": 9}' >/dev/null
record drift
record drift-only -refresh-only
record destroy -destroy
