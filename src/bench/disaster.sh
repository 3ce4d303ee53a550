#!/usr/bin/env bash
# Cuts applies of the classic environment short at N moments by SIGKILL (of the engine's process group, qis-aws, the engine
# and the provider in turn) and at N moments by SIGTERM, SIGINT and SIGHUP of qis-aws, each spread over the whole apply;
# further ones by a network that is cut, credentials that expire and a disk that fills up (as root) in the middle. Recovers
# each, plans again, asks the emulator, destroys, asks again; then prints one line for each.
# usage: src/bench/disaster.sh [N]     (default 50: about four hours on two cores)
set -euo pipefail
cd "$(dirname "$0")/../.."
rm -f target/disaster.txt
status=0
./mvnw -B -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=io.github.qisaws.pipeline.DisasterIT -Dfailsafe.failIfNoSpecifiedTests=false "-Dqis.disaster=${1:-50}" || status=$?
cat target/disaster.txt
exit "$status"
