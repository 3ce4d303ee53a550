#!/usr/bin/env bash
# Installs a program that tests run, once for each machine, and prints its folder in the cache of qis-aws. tools.txt has the
# programs and their versions. Each download is tried three times. If several processes ask for the same program, one
# installs it and the others wait. An incomplete installation is never used.
# Usage: tool.sh NAME     prints its folder; exit code 69 if pip, go or npm is missing
#        tool.sh --all    installs all at once; a program that needs a missing pip, go or npm is named and skipped
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
wanted=${1:?usage: tool.sh NAME}
if [ "$wanted" = --all ]; then
  running=()
  while read -r name _; do
    "$0" "$name" >/dev/null &
    running+=("$!")
  done < <(grep -v '^#' "$here/tools.txt")
  failed=0
  for one in "${running[@]}"; do
    status=0
    wait "$one" || status=$?
    [ "$status" = 0 ] || [ "$status" = 69 ] || failed=1
  done
  exit "$failed"
fi
read -r name how package < <(grep "^$wanted " "$here/tools.txt") ||
  { echo "tool.sh: $here/tools.txt has no $wanted" >&2; exit 64; }
version=${package##*[=@]}
case ${XDG_CACHE_HOME:-} in
  /*) cache=$XDG_CACHE_HOME/qis-aws/test ;;
  *) cache=$HOME/.cache/qis-aws/test ;;
esac
folder=$cache/$name-${version#v}
if [ -e "$folder/complete" ]; then
  echo "$folder"
  exit 0
fi
case $how in
  pip) needed=(python3) ;;
  go) needed=(python3 go) ;;
  npm) needed=(python3 node npm) ;;
esac
for program in "${needed[@]}"; do
  command -v "$program" >/dev/null 2>&1 || { echo "tool.sh: $name cannot be installed: no $program on the PATH" >&2; exit 69; }
done
mkdir -p "$cache"
# The lock belongs to the open file, so it outlives the python3 that takes it; macOS has no program for that.
exec 9>"$cache/.$name.lock"
python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
if [ ! -e "$folder/complete" ]; then
  echo "installing $package (kept in $folder)" >&2
  install() {
    rm -rf "$folder" && mkdir "$folder" || return
    case $how in
      # In its place from the start: scripts of a virtual environment name its path.
      pip) python3 -m venv "$folder" && "$folder/bin/python" -m pip install --quiet --no-input "$package" ;;
      go) GOBIN=$folder go install "$package" ;;
      npm) npm install --no-audit --no-fund --prefix "$folder" "$package" ;;
    esac
  }
  for attempt in 1 2 3; do
    # Without the lock: a child that outlives this script must not keep it.
    if install >"$cache/.$name.log" 2>&1 9>&-; then
      touch "$folder/complete"
      break
    fi
    [ "$attempt" -lt 3 ] || { tail -n 20 "$cache/.$name.log" >&2; echo "tool.sh: cannot install $package; the reason is above" >&2; exit 1; }
    sleep 5
  done
fi
echo "$folder"
