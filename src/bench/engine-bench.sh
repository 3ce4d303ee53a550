#!/usr/bin/env bash
# Start-up, synth, module generation, and `plan` against bare terraform on the same emulator, state and folder.
# Whole processes, wall-clock seconds, A B A B; prints each pair and the median ratio.
# Usage: src/bench/engine-bench.sh [RUNS]   (needs: terraform, python3; cdktf on the PATH is timed too)
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-5}
work=$(mktemp -d)
demo=
trap '[ -z "$demo" ] || kill -TERM "$demo" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

seconds() { # COMMAND...: wall-clock seconds of one run
  python3 - "$@" <<'PY'
import subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
if done.returncode not in (0, 2):
    sys.exit(f"{sys.argv[1:]}: exit {done.returncode}: {done.stderr.decode()[-500:]}")
print(f"{time.monotonic() - start:.2f}")
PY
}
compare() { # NAME, FILE-OF-PAIRS: ours and the other's seconds on each line
  python3 - "$1" "$2" <<'PY'
import statistics, sys
pairs = [tuple(map(float, line.split())) for line in open(sys.argv[2])]
ours, other = (statistics.median(column) for column in zip(*pairs))
ratio = statistics.median(a / b for a, b in pairs)
print(f"{sys.argv[1]}: ours {ours:.2f} s, other {other:.2f} s, median ratio {ratio:.2f}  {pairs}")
PY
}

./qis-aws --version >/dev/null 2>&1
for _ in $(seq "$runs"); do
  echo "$(seconds ./qis-aws --help) $(seconds java -Xshare:auto -XX:TieredStopAtLevel=1 -version)"
done >"$work/help"
compare '--help against java -version (the floor)' "$work/help"

for _ in $(seq "$runs"); do
  cold=$(seconds ./qis-aws synth)
  if command -v cdktf >/dev/null 2>&1; then other=$(seconds cdktf synth --output "$work/cdktf" demo); else other=nan; fi
  echo "$cold $other"
done >"$work/synth"
compare 'synth of all environments against cdktf synth (nan: no cdktf here)' "$work/synth"
echo "modules generate: $(seconds ./qis-aws modules generate) s"

./qis-aws demo >"$work/demo.log" 2>&1 &
demo=$!
until grep -q 'Everything stands' "$work/demo.log"; do
  kill -0 "$demo" 2>/dev/null || { tail -n 20 "$work/demo.log" >&2; exit 1; }
  sleep 2
done
eval "$(grep -E '^  export AWS' "$work/demo.log")"
scratch=.qis-aws/emulator-${AWS_ENDPOINT_URL##*:}/environments/demo
bare() {
  cd "$scratch"
  unset TF_CLI_CONFIG_FILE GOGC
  terraform plan -input=false -out="$work/bare.tfplan" >/dev/null && terraform show -json "$work/bare.tfplan" >"$work/bare.json"
}
export -f bare
export work scratch
for _ in $(seq "$runs"); do
  echo "$(seconds ./qis-aws plan demo) $(seconds bash -c bare)"
done >"$work/plan"
compare 'plan against terraform plan -out + show -json' "$work/plan"
