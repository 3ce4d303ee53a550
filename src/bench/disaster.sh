#!/usr/bin/env bash
# Cuts applies short, recovers each, plans again, asks the emulator, destroys, asks again. The moments lie evenly over the
# whole apply: by turns over its resources and over its time. SIGKILL strikes the engine's process group, qis-aws, the
# engine and the provider; SIGINT, SIGTERM and SIGHUP strike qis-aws. Beside them a network that is cut, credentials that
# expire and a disk that fills up (as root).
#
# usage: src/bench/disaster.sh [-n MOMENTS] [-s SEED] [-r FROM-TO] [-e ENVIRONMENT,...] [-o RESULTS]
#   -n   how many moments in all (default 30: about two hours on two cores)
#   -s   another seed gives other moments within the same parts (default 1)
#   -r   only this part of the applies, in percent (default 0-100)
#   -e   environments by turns (default classic,demo)
#   -o   one JSON object a line for each moment, with the reason of a failure (default: target/disaster.jsonl).
#        A moment that was recovered with the same code is not struck again: a bench that was stopped continues there.
set -euo pipefail
usage() {
  sed -n '/^# usage/,/^set/s/^# \{0,1\}//p' "$0" >&2
  exit 64
}
here=$PWD moments=30 seed=1 range=0-100 environments=classic,demo results=
while getopts n:s:r:e:o: option; do
  case "$option" in
    n) moments=$OPTARG ;;
    s) seed=$OPTARG ;;
    r) range=$OPTARG ;;
    e) environments=$OPTARG ;;
    o) case "$OPTARG" in /*) results=$OPTARG ;; *) results=$here/$OPTARG ;; esac ;;
    *) usage ;;
  esac
done
[ "$OPTIND" -gt $# ] || usage
case "$range" in [0-9]*-[0-9]*) ;; *) usage ;; esac
cd "$(dirname "$0")/../.."
results=${results:-$PWD/target/disaster.jsonl}
version=$(git rev-parse --short HEAD)
git diff --quiet HEAD || version=$version-$(git diff HEAD | git hash-object --stdin | cut -c1-8)
status=0
./mvnw -B -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=io.github.qisaws.pipeline.DisasterIT -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dqis.disaster="$moments" -Dqis.disaster.seed="$seed" -Dqis.disaster.from="${range%-*}" -Dqis.disaster.to="${range#*-}" \
  -Dqis.disaster.environments="$environments" -Dqis.disaster.results="$results" -Dqis.disaster.version="$version" || status=$?
[ ! -f "$results" ] || python3 - "$results" "$version" <<'PYTHON'
import json, sys
last = {}
for line in open(sys.argv[1]):
    try:
        entry = json.loads(line)
    except ValueError:
        continue  # Cut short by a kill, or empty.
    if "what" in entry and entry["version"] == sys.argv[2]:
        last[entry["what"]] = entry
for what, entry in sorted(last.items()):
    found = f'{entry["done"]} resources done, {entry["not_in_state"]} not in the state, ' if "not_in_state" in entry else ""
    why = "" if entry["result"] == "recovered" else f': {entry.get("step", "apply")}: {entry.get("reason", "")}'
    print(f'{what}: {found}{entry["result"]} ({entry["seconds"]} s){why}')
results = [entry["result"] for entry in last.values()]
print(f'{sys.argv[2]}: {results.count("recovered")} recovered, {results.count("failed")} failed,'
      f' {results.count("missed")} missed, since the apply ended before')
PYTHON
exit "$status"
