#!/usr/bin/env bash
# N applies of one state at the same moment, with a trivial configuration: one must win, the others must name it.
# usage: src/bench/concurrent.sh [N…]     (default: 2 8 64)
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- 2 8 64
for many; do
  ./mvnw -B -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=io.github.qisaws.terraform.ConcurrentAppliesIT -Dfailsafe.failIfNoSpecifiedTests=false "-Dqis.concurrent=$many" \
    2>&1 | grep -e 'applies at once' -e ERROR
done
