#!/usr/bin/env bash
# `plan --all` of N copies of an environment beside `xargs -P2` with bare terraform on the same folders and emulator.
# Wall-clock seconds A B A B and the highest memory of all engine and provider processes together.
# Usage: src/bench/plan-all.sh [N] [RUNS]   (needs: terraform, python3)
set -euo pipefail
cd "$(dirname "$0")/../.."
home=$PWD
copies=${1:-8}
runs=${2:-3}
work=$(mktemp -d)
demo=
trap '[ -z "$demo" ] || kill -TERM "$demo" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

"$home/qis-aws" --version >/dev/null 2>&1
mkdir -p "$work/environments"
cp -r modules "$work/modules"
cp -r environments/demo "$work/environments/demo"
"$home/qis-aws" -C "$work" demo >"$work/demo.log" 2>&1 &
demo=$!
until grep -q 'Everything stands' "$work/demo.log"; do
  kill -0 "$demo" 2>/dev/null || { tail -n 20 "$work/demo.log" >&2; exit 1; }
  sleep 2
done
eval "$(grep -E '^  export AWS' "$work/demo.log")"
export NO_PROXY=127.0.0.1
for number in $(seq "$copies"); do
  mkdir "$work/environments/copy$number"
  cp environments/demo/environment.yaml "$work/environments/copy$number/"
  # Each environment has an image of its own; only that of demo is there.
  echo 'image: ssm:/qis-aws/demo/image/x86_64' >>"$work/environments/copy$number/environment.yaml"
done
rm -rf "$work/environments/demo"
"$home/qis-aws" -C "$work" synth >/dev/null
# Every folder is initialized for both.
"$home/qis-aws" -C "$work" plan --all >"$work/first.log" 2>&1 || { tail -n 20 "$work/first.log" >&2; exit 1; }
scratch=$work/.qis-aws/emulator-${AWS_ENDPOINT_URL##*:}/environments

measure() { # COMMAND...: seconds and peak MiB of the process tree
  python3 - "$@" <<'PY'
import os, subprocess, sys, time
def tree(root):
    children, stack, seen = {}, [root], []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as stat:
                children.setdefault(int(stat.read().rsplit(")", 1)[1].split()[1]), []).append(int(pid))
        except OSError:
            pass
    while stack:
        pid = stack.pop()
        seen.append(pid)
        stack += children.get(pid, [])
    return seen
def rss(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmRSS")), 0)
    except OSError:
        return 0
start, peak = time.monotonic(), 0
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while child.poll() is None:
    peak = max(peak, sum(map(rss, tree(child.pid))))
    time.sleep(0.1)
if child.returncode not in (0, 2):
    sys.exit(f"{sys.argv[1:]}: exit {child.returncode}")
print(f"{time.monotonic() - start:.1f} s, {peak // 1024} MiB at most")
PY
}
bare() { cd "$1" && terraform plan -input=false -out=bare.tfplan >/dev/null && terraform show -json bare.tfplan >bare.json; }
export -f bare
for _ in $(seq "$runs"); do
  echo "plan --all of $copies:   $(measure "$home/qis-aws" -C "$work" plan --all)"
  echo "xargs -P2 of the same:  $(measure bash -c "printf '%s\n' $scratch/copy* | xargs -P2 -I{} bash -c 'bare {}'")"
done
