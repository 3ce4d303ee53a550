#!/usr/bin/env bash
# From each architecture and layout to each other one: applied in the emulator over what is there, planned again, destroyed.
# The emulator refuses what AWS refuses. Walks and stages are in src/test/resources/io/github/qisaws/pipeline/transitions.
#
# usage: src/bench/transitions.sh [-w 'STAGE STAGE…,STAGE STAGE…'] [-o RESULTS]
#   -w   these walks (default: all of walks.txt, about two hours on two cores)
#   -o   one JSON object a line for each step and each walk (default: target/transitions.jsonl). A walk that was destroyed
#        with the same modules is not repeated: a bench that was stopped continues there.
set -euo pipefail
usage() {
  sed -n '/^# usage/,/^set/s/^# \{0,1\}//p' "$0" >&2
  exit 64
}
here=$PWD walks= results=
while getopts w:o: option; do
  case "$option" in
    w) walks=$OPTARG ;;
    o) case "$OPTARG" in /*) results=$OPTARG ;; *) results=$here/$OPTARG ;; esac ;;
    *) usage ;;
  esac
done
[ "$OPTIND" -gt $# ] || usage
cd "$(dirname "$0")/../.."
results=${results:-$PWD/target/transitions.jsonl}
version=$(find modules src/main -type f | LC_ALL=C sort | xargs cat | git hash-object --stdin | cut -c1-10)
status=0
./mvnw -B -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip \
  -Dit.test=io.github.qisaws.pipeline.TransitionsIT -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dqis.transitions="$results" -Dqis.transitions.version="$version" -Dqis.transitions.walks="$walks" || status=$?
[ ! -f "$results" ] || python3 - "$results" "$version" <<'PYTHON'
import json, sys
last = {}
for line in open(sys.argv[1]):
    try:
        entry = json.loads(line)
    except ValueError:
        continue  # Cut short by a kill, or empty.
    if entry["version"] == sys.argv[2]:
        last[entry["what"]] = entry
for what, entry in last.items():
    more = [entry.get("changes", ""), f'{entry["refusals"]} calls refused', f'{entry["seconds"]} s']
    if "allow-destroy" in entry:
        more.append("--allow-destroy " + entry["allow-destroy"])
    if "reason" in entry:
        more.append(entry["reason"])
    print(f'{what}: {entry["result"]}: {", ".join(filter(None, more))}')
results = [entry["result"] for what, entry in last.items() if "->" in what]
print(f'{sys.argv[2]}: {results.count("works")} work, {results.count("refused")} refused, {results.count("failed")} failed')
PYTHON
exit "$status"
