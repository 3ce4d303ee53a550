#!/usr/bin/env bash
# Puts AWS provider 6.48 into a mirror for Terraform and OpenTofu, and prints the mirror's folder (for --provider-mirror).
# The provider comes from QIS_AWS_PROVIDER_MIRROR if that folder has it, else from the registry if that answers. Else it is
# built from its Go module, with only the services that our modules use (services.txt; add those of a new module there).
# Building takes about 6 minutes on two quiet cores, 1 GB of Go's cache, and Go 1.26.
# Usage: provider-6.sh FOLDER [ENGINE]   (FOLDER is kept; a second run prints at once, one beside it waits)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: provider-6.sh FOLDER [ENGINE]} engine=${2:-terraform}
version=6.48.0
# The commit of 2 June 2026 whose changelog has "6.48.0" at its head; the Go proxy has no tag of it.
module=github.com/hashicorp/terraform-provider-aws
commit=v1.60.1-0.20260602190131-5f2286d6d836

given=${QIS_AWS_PROVIDER_MIRROR:-}
if [ -n "$given" ] && compgen -G "$given/*/hashicorp/aws/*$version*" >/dev/null; then
  echo "$given"
  exit 0
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
mirror=$folder/mirror
exec 9>"$folder/.lock"
if command -v flock >/dev/null 2>&1; then
  flock 9
fi
if [ -e "$folder/complete" ]; then
  echo "$mirror"
  exit 0
fi
rm -rf "$mirror" "$folder/build"
mkdir -p "$folder/build"
cd "$folder/build"

from_registry() {
  curl -fsS --max-time 10 -o /dev/null https://registry.terraform.io/.well-known/terraform.json 2>/dev/null || return 1
  printf 'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "%s"\n    }\n  }\n}\n' \
    "$version" >main.tf
  "$engine" providers mirror "$mirror" >&2
}
from_source() {
  command -v go >/dev/null 2>&1 || { echo "provider-6.sh: the registry does not answer, and there is no go on the PATH" >&2; exit 69; }
  cp "$here/provider-6/slim.py" "$here/provider-6/services.txt" .
  printf 'module qis.local/provider\n\ngo 1.26.6\n\nrequire %s %s\n\ntool %s\n' "$module" "$commit" "$module" >go.mod
  # Each download is tried again: a build of minutes should not end by one lost connection.
  for attempt in 1 2 3; do
    if GOFLAGS=-mod=mod go mod tidy -e >/dev/null 2>&1 && GOFLAGS=-mod=mod go mod vendor; then
      break
    fi
    [ "$attempt" -lt 3 ] || { echo "provider-6.sh: the modules of the provider cannot be had" >&2; exit 1; }
    sleep 5
  done
  python3 slim.py
  go build -mod=vendor -overlay overlay.json -trimpath -ldflags '-s -w' -o provider "$module"
  for registry in registry.terraform.io registry.opentofu.org; do
    place=$mirror/$registry/hashicorp/aws/$version/$(go env GOOS)_$(go env GOARCH)
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
