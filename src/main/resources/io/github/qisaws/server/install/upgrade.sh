#!/bin/bash
# All updates of the distribution, kernel and libraries included, before anything is installed.
. "$(dirname "$0")/common.sh"

if [ "$PACKAGE_MANAGER" = apt ]; then
  run_apt update
  run_apt dist-upgrade -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold
else
  # An image of Amazon Linux stays with the release that it was made of, unless a newer one is named. The newest is
  # resolved once, so that all packages of a build are of one release; the role finds its name in release.json.
  newest=$(dnf check-release-update 2>&1 | sed -n 's/.*--releasever=\([0-9.]*\).*/\1/p' | sort -V | tail -1)
  [ -z "$newest" ] || dnf upgrade -y -q --releasever="$newest"
fi
