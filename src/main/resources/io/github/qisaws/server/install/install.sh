#!/bin/bash
# Turns a fresh system into a QIS server image. `install.sh` runs every step, `install.sh STEP…` the named ones.
# The AMI build, the container image build and the tests call this same script; it is safe to run again.
#
#   QIS_INSTALL_SKIP     steps to leave out, separated by commas
#   QIS_KEPT_DIR         a folder with the files that an earlier run has downloaded; new ones are added
#   QIS_SOURCE_DIR       a folder with QIS's source, instead of the download
#   QIS_SOURCE_CONTENT   the content hash that folder must have, instead of the pinned one
#   QIS_SOURCE_ARCHIVE   a .tar.gz file of such a folder's content, with QIS_SOURCE_SHA256, its SHA-256 checksum
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C HERE
STEPS=(settle upgrade packages user python source apache postgresql memcached storage logs security updates scripts cloudwatch clean)

main() {
  [ "$(id -u)" = 0 ] || { echo "install: must run as root" >&2; exit 1; }
  local chosen=("$@") step
  [ "${#chosen[@]}" -gt 0 ] || chosen=("${STEPS[@]}")
  for step in "${chosen[@]}"; do
    [ -f "$HERE/$step.sh" ] || { echo "install: there is no step '$step'; steps are: ${STEPS[*]}" >&2; exit 64; }
    if [[ ",${QIS_INSTALL_SKIP:-}," == *",$step,"* ]]; then
      echo "install: $step left out (QIS_INSTALL_SKIP)"
      continue
    fi
    echo "install: $step"
    bash "$HERE/$step.sh" || { echo "install: step $step failed; nothing after it was done" >&2; exit 1; }
  done
}

main "$@"
