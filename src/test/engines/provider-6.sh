#!/usr/bin/env bash
# Puts AWS provider 6.48 into a mirror for Terraform and OpenTofu, and prints the mirror's folder (for --provider-mirror).
# The provider comes from QIS_AWS_PROVIDER_MIRROR if that folder has it, else from the registry if that answers. Else it is
# built from its Go module, with only the services that our modules use (services.txt; add those of a new module there).
# Building takes about 6 minutes on two quiet cores and 1 GB of Go's cache. Needs terraform or tofu, python3, curl; to build, Go 1.26.
# Usage: provider-6.sh [FOLDER]   (default: in the cache of qis-aws; a second run prints at once, one beside it waits)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=6.48.0
# The commit of 2 June 2026 whose changelog has "6.48.0" at its head; the Go proxy has no tag of it.
module=github.com/hashicorp/terraform-provider-aws
commit=v1.60.1-0.20260602190131-5f2286d6d836

case ${XDG_CACHE_HOME:-} in
  /*) cache=$XDG_CACHE_HOME ;;
  *) cache=$HOME/.cache ;;
esac
folder=${1:-$cache/qis-aws/test/provider-$version}
engine=${QIS_AWS_ENGINE:-$(command -v terraform || command -v tofu)} ||
  { echo 'provider-6.sh: there is no terraform and no tofu on the PATH' >&2; exit 69; }
# Terraform and OpenTofu warn on standard output of a configuration that is named and missing.
[ -e "${TF_CLI_CONFIG_FILE:-/}" ] || unset TF_CLI_CONFIG_FILE
platform=$("$engine" version -json | python3 -c 'import json, sys; print(json.load(sys.stdin)["platform"])')

given=${QIS_AWS_PROVIDER_MIRROR:-}
if [ -n "$given" ] && { compgen -G "$given/*/hashicorp/aws/$version/$platform" ||
  compgen -G "$given/*/hashicorp/aws/*_${version}_$platform.zip"; } >/dev/null; then
  echo "$given"
  exit 0
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
mirror=$folder/mirror
# The lock belongs to the open file, so it outlives the python3 that takes it; macOS has no program for that.
exec 9>"$folder/.lock"
python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
if [ -e "$folder/complete" ]; then
  echo "$mirror"
  exit 0
fi
rm -rf "$mirror" "$folder/build"
mkdir -p "$folder/build"
cd "$folder/build"

try() { # COMMAND...
  local attempt
  for attempt in 1 2 3; do
    "$@" && return
    [ "$attempt" -lt 3 ] || return
    sleep 5
  done
}
from_registry() {
  curl -fsS --max-time 10 -o /dev/null https://registry.terraform.io/.well-known/terraform.json 2>/dev/null || return 1
  printf 'terraform {\n  required_providers {\n    aws = {\n      source  = "%s"\n      version = "%s"\n    }\n  }\n}\n' \
    registry.terraform.io/hashicorp/aws "$version" >main.tf
  try "$engine" providers mirror "$mirror" >&2
}
modules() {
  # -e: packages that only tests import may be missing.
  { GOFLAGS=-mod=mod go mod tidy -e && GOFLAGS=-mod=mod go mod vendor; } >log 2>&1
}
from_source() {
  command -v go >/dev/null 2>&1 || { echo 'provider-6.sh: the registry does not answer, and there is no go on the PATH' >&2; exit 69; }
  cp "$here/provider-6/slim.py" "$here/provider-6/services.txt" .
  printf 'module qis.local/provider\n\ngo 1.26.6\n\nrequire %s %s\n\ntool %s\n' "$module" "$commit" "$module" >go.mod
  # Each download is tried again: a build of minutes should not end by one lost connection.
  try modules ||
    { tail -n 20 log >&2; echo 'provider-6.sh: no modules of the provider; the reason is above' >&2; exit 1; }
  python3 slim.py
  go build -mod=vendor -overlay overlay.json -trimpath -ldflags '-s -w' -o provider "$module"
  for registry in registry.terraform.io registry.opentofu.org; do
    place=$mirror/$registry/hashicorp/aws/$version/$platform
    mkdir -p "$place"
    ln -f provider "$place/terraform-provider-aws_v${version}_x5"
  done
}
if ! from_registry; then
  echo "building AWS provider $version (kept in $folder; about 6 minutes)" >&2
  from_source
fi
rm -rf "$folder/build"
touch "$folder/complete"
echo "$mirror"
