#!/bin/bash
# Removes all that is left of a lab: sweep.sh NAME. Without a name: of labs whose test process is gone.
# Only what belongs to the lab's own network namespace, folder and control groups is touched.
set -u

sweep() {
  local name=$1 folder=/tmp/qis-lab-$1 device pids
  # Machines have networks of their own: their processes are found by their control groups, and are gone before volumes go.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    pids=$({ find /sys/fs/cgroup -path "/sys/fs/cgroup/*$name-*" -name cgroup.procs -exec cat {} + | grep -vx 0
      ip netns pids "$name"; } 2>/dev/null | sort -un)
    [ -n "$pids" ] || break
    # shellcheck disable=SC2086 # one word for each process
    kill -KILL $pids 2>/dev/null
    sleep 0.2
  done
  findmnt -rno TARGET | grep "^$folder/" | tac | xargs -r -n 1 umount -l
  losetup -nlO NAME,BACK-FILE | awk -v folder="$folder/" 'index($2, folder) == 1 { print $1 }' | while read -r device; do
    losetup -d "$device"
  done
  ip netns del "$name" 2>/dev/null
  find /sys/fs/cgroup -depth -path "/sys/fs/cgroup/*$name-*" -type d -exec rmdir {} \; 2>/dev/null
  rm -rf --one-file-system "$folder"
}

if [ $# -gt 0 ]; then
  sweep "$1"
else
  for folder in /tmp/qis-lab-qis*; do
    [ -d "$folder" ] || continue
    name=${folder#/tmp/qis-lab-}
    process=${name#qis}
    [ -d "/proc/${process%%-*}" ] || sweep "$name"
  done
fi
