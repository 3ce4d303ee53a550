#!/usr/bin/env bash
# Rewrites seen.yaml: the IAM actions of the calls that the AWS provider makes while example environments are applied, planned,
# changed, changed back, and destroyed on the emulator. Takes about half an hour.
#
# Usage: permissions.sh FOLDER [ENVIRONMENT:MIRROR...]
#   FOLDER keeps the logs, which other environments and provider versions add to; MIRROR is a folder with a version of the AWS
#   provider for --provider-mirror, or empty for the one that qis-aws selects
#   (default: demo, staging, containers, and container-host without a mirror)
# Needs: a built qis-aws, Terraform, and the emulator's Python (src/test/tools/tool.sh moto prints its folder).
set -euo pipefail
cd "$(dirname "$0")/../.."

mkdir -p "$1"
logs=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- demo: staging: containers: container-host:
python=$(bash src/test/tools/tool.sh moto)/bin/python
for pair in "$@"; do
  "$python" -B src/bench/record_calls.py "${pair%%:*}" "${pair#*:}" "$logs"
done
"$python" -B src/bench/permissions.py "$logs" src/main/resources/io/github/qisaws/permissions/seen.yaml
git diff --stat -- src/main/resources/io/github/qisaws/permissions
