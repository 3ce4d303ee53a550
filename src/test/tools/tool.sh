#!/usr/bin/env bash
# Installs a program that tests run, once for each machine, and prints its folder in the cache of qis-aws. tools.txt has the
# programs and their versions. Each download is tried three times. If several processes ask for the same program, one
# installs it and the others wait. An incomplete installation is never used. If the script is stopped, so is its installation.
# Usage: tool.sh NAME     prints its folder; exit code 69 if pip, go or npm is missing
#        tool.sh --all    installs all at once; a program that needs a missing pip, go or npm is named and skipped
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
wanted=${1:?usage: tool.sh NAME}
if [ "$wanted" = --all ]; then
  running=()
  # A background job of a script ignores SIGINT.
  trap 'kill ${running[@]+"${running[@]}"} 2>/dev/null || true' EXIT
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
  running=()
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
      pip)
        local packages
        read -r -a packages <<<"$package"
        python3 -m venv "$folder" && "$folder/bin/python" -m pip install --quiet --no-input "${packages[@]}"
        ;;
      go) GOBIN=$folder go install "$package" ;;
      npm) npm install --no-audit --no-fund --prefix "$folder" "$package" ;;
    esac
  }
  installer=
  trap '[ -z "$installer" ] || kill -- -"$installer" 2>/dev/null || true' EXIT
  for attempt in 1 2 3; do
    # With the lock: if this script is killed, the next one must not remove a folder that pip still writes to.
    set -m # a process group of its own, so that it can be ended whole
    install >"$cache/.$name.log" 2>&1 </dev/null &
    installer=$!
    set +m
    status=0
    wait "$installer" || status=$?
    installer=
    if [ "$status" = 0 ]; then
      touch "$folder/complete"
      break
    fi
    [ "$attempt" -lt 3 ] || { tail -n 20 "$cache/.$name.log" >&2; echo "tool.sh: cannot install $package; the reason is above" >&2; exit 1; }
    sleep 5
  done
fi
echo "$folder"
